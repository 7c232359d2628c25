package dev.taly.activity.privacy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.iban4j.CountryCode;
import org.iban4j.IbanUtil;

/** Finds international bank account numbers, in groups or without, each as long as its country has them. */
final class Ibans {
    private static final int SHORTEST = 15;
    private static final int LONGEST_GAP = 2;
    private static final Map<String, Integer> LENGTHS = lengths();

    private Ibans() {}

    static void find(String text, int from, int to, Treatment treatment, List<Finding> found) {
        for (int at = from; at + SHORTEST <= to; at++) {
            if (!looksLikeOne(text, at) || !Characters.isStart(text, at, from)) {
                continue;
            }
            int end = end(text, at, to);
            if (end < 0) {
                continue;
            }
            String value = Characters.compact(text, at, end).toUpperCase(Locale.ROOT);
            if (hasRightCheckDigits(value) && IbanUtil.isValid(value)) {
                found.add(new Finding(at, end, "iban", value, treatment));
                at = end - 1;
            }
        }
    }

    private static boolean looksLikeOne(String text, int at) {
        return Characters.isDigit(text.charAt(at + 2))
                && Characters.isDigit(text.charAt(at + 3))
                && Characters.isAsciiLetter(text.charAt(at))
                && Characters.isAsciiLetter(text.charAt(at + 1));
    }

    /** Behind as many letters and digits as the country's numbers have; a negative number where they are not there. */
    private static int end(String text, int at, int to) {
        Integer length = LENGTHS.get(text.substring(at, at + 2).toUpperCase(Locale.ROOT));
        if (length == null) {
            return -1;
        }
        int missing = length;
        int gap = 0;
        int end = at;
        while (missing > 0) {
            if (end == to) {
                return -1;
            }
            char c = text.charAt(end);
            if (Characters.isDigit(c) || Characters.isAsciiLetter(c)) {
                missing--;
                gap = 0;
            } else if (++gap > LONGEST_GAP || (!Characters.isGap(c) && c != '.')) {
                return -1;
            }
            end++;
        }
        return Characters.isEnd(text, end, to) ? end : -1;
    }

    /** ISO 7064, mod 97-10: the cheap question, since the other says no by an exception. */
    private static boolean hasRightCheckDigits(String value) {
        int rest = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = Character.digit(value.charAt((i + 4) % value.length()), 36);
            rest = (rest * (digit > 9 ? 100 : 10) + digit) % 97;
        }
        return rest == 1;
    }

    private static Map<String, Integer> lengths() {
        Map<String, Integer> lengths = new HashMap<>();
        for (CountryCode country : CountryCode.values()) {
            if (IbanUtil.isSupportedCountry(country)) {
                lengths.put(country.name(), IbanUtil.getIbanLength(country));
            }
        }
        return Map.copyOf(lengths);
    }
}
