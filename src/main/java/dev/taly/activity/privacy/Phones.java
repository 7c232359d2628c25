package dev.taly.activity.privacy;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds phone numbers that exist, by libphonenumber. It gets to see only what digits and the signs between them make up, in
 * pieces of a bounded length: that is quick for texts without phone numbers, and no text can keep it busy.
 */
final class Phones {
    private static final int LEAST_DIGITS = 7;
    private static final int LONGEST_PIECE = 128;
    private static final int MAX_TRIES = 8;

    private Phones() {}

    static void find(String text, int from, int to, @Nullable String region, Treatment treatment, List<Finding> found) {
        if (region == null && text.indexOf('+', from) < 0 && text.indexOf('\uff0b', from) < 0) {
            return;
        }
        int at = from;
        while (at < to) {
            if (!isPart(text.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            int digits = 0;
            int pairs = 0;
            boolean international = false;
            while (at < to && isPart(text.charAt(at)) && (at - start < LONGEST_PIECE || inGroup(text, at))) {
                digits += Characters.isDigit(text.charAt(at)) ? 1 : 0;
                pairs += at > start && inGroup(text, at) ? 1 : 0;
                international |= isPlus(text.charAt(at));
                at++;
            }
            // Nobody writes a number digit by digit; libphonenumber would try for long.
            boolean inGroups = digits >= LEAST_DIGITS && pairs >= 2;
            if (inGroups && (international || region != null) && at - start <= 2 * LONGEST_PIECE) {
                findInPiece(text, new Piece(start, at, from, to), region, treatment, found);
            }
        }
    }

    private record Piece(int start, int end, int from, int to) {}

    private static void findInPiece(
            String text, Piece piece, @Nullable String region, Treatment treatment, List<Finding> found) {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        String digits = text.substring(piece.start(), piece.end());
        for (PhoneNumberMatch match : phones.findNumbers(digits, region, Leniency.VALID, MAX_TRIES)) {
            int start = piece.start() + match.start();
            int end = piece.start() + match.end();
            if (standsAlone(text, start, end, piece)) {
                String value = treatment == Treatment.HASH ? phones.format(match.number(), PhoneNumberFormat.E164) : "";
                found.add(new Finding(start, end, "phone", value, treatment));
            }
        }
    }

    /** Not as a part of an id, a time or a version. */
    private static boolean standsAlone(String text, int start, int end, Piece piece) {
        boolean joinedBefore = !isPlus(text.charAt(start))
                && (!Characters.isStart(text, start, piece.from())
                        || joins(text, start - 1, start - 2, piece.from(), piece.to()));
        return !joinedBefore
                && Characters.isEnd(text, end, piece.to())
                && !joins(text, end, end + 1, piece.from(), piece.to());
    }

    /** Whether a sign that joins stands there, and a letter or digit behind it. */
    private static boolean joins(String text, int sign, int beyond, int from, int to) {
        return sign >= from
                && sign < to
                && "-.:/".indexOf(text.charAt(sign)) >= 0
                && beyond >= from
                && beyond < to
                && Characters.isWord(text.charAt(beyond))
                && (text.charAt(sign) != ':' || Characters.isDigit(text.charAt(beyond)));
    }

    private static boolean inGroup(String text, int at) {
        return Characters.isDigit(text.charAt(at)) && Characters.isDigit(text.charAt(at - 1));
    }

    private static boolean isPlus(char c) {
        return c == '+' || c == '\uff0b';
    }

    private static boolean isPart(char c) {
        return Characters.isDigit(c) || isPlus(c) || Characters.isGap(c) || "./()".indexOf(c) >= 0;
    }
}
