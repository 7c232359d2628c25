package dev.taly.activity.privacy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The one form of a value that pseudonyms are made of, so that one person's number has one, however it is written. */
final class WholeValue {
    private static final char FIRST_COMBINING_MARK = '\u0300';
    private static final int LONGEST_NUMBER = 64;
    private static final int LEAST_DIGITS = 7;

    private WholeValue() {}

    static String normal(String value) {
        String normal = isPlain(value) ? value : Normalizer.normalize(value, Normalizer.Form.NFC);
        if (normal.indexOf('@') >= 0) {
            return email(normal.strip()).toLowerCase(Locale.ROOT);
        }
        return normal.length() <= LONGEST_NUMBER && digits(normal) >= LEAST_DIGITS ? number(normal.strip()) : normal;
    }

    /** Of {@code Anna <anna@example.org>}, the address. */
    private static String email(String text) {
        int open = text.lastIndexOf('<');
        if (open < 0 || !text.endsWith(">")) {
            return text;
        }
        List<Finding> found = new ArrayList<>();
        Emails.find(text, open + 1, text.length() - 1, Treatment.HASH, found);
        boolean isAddress = found.size() == 1
                && found.get(0).start() == open + 1
                && found.get(0).end() == text.length() - 1;
        return isAddress ? found.get(0).value() : text;
    }

    private static String number(String text) {
        List<Finding> found = new ArrayList<>();
        Ibans.find(text, 0, text.length(), Treatment.HASH, found);
        if (found.isEmpty()) {
            Cards.find(text, 0, text.length(), Treatment.HASH, found);
        }
        boolean isWhole =
                found.size() == 1 && found.get(0).start() == 0 && found.get(0).end() == text.length();
        return isWhole && text.charAt(0) != '+' ? found.get(0).value() : phone(text);
    }

    /** With its country's code and nothing between, where it has that code. */
    private static String phone(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Characters.isDigit(c) && !Characters.isGap(c) && "+./()".indexOf(c) < 0) {
                return text;
            }
        }
        int first = text.startsWith("(") ? 1 : 0;
        boolean isZeros = text.startsWith("00", first) && !text.startsWith("000", first);
        if (!text.startsWith("+", first) && !isZeros) {
            return text;
        }
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = phones.parse(isZeros ? "+" + text.substring(first + 2) : text, null);
            return phones.isValidNumber(number) ? phones.format(number, PhoneNumberFormat.E164) : text;
        } catch (NumberParseException e) {
            return text;
        }
    }

    private static int digits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            digits += Characters.isDigit(text.charAt(i)) ? 1 : 0;
        }
        return digits;
    }

    /** Only from the combining marks on can there be anything to normalise. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= FIRST_COMBINING_MARK) {
                return false;
            }
        }
        return true;
    }
}
