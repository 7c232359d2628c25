package dev.taly.activity.privacy;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds phone numbers that exist, by libphonenumber. It gets to see only what digits and the signs between them make up, in
 * pieces of a bounded length, and of an event no more pieces than its budget has: no text can keep it busy.
 */
final class Phones {
    private static final int LEAST_DIGITS = 7;
    private static final int LONGEST_PIECE = 128;
    /** More signs than these between two digits stand in no number. */
    private static final int LONGEST_GAP = 6;

    private static final int LONGEST_EXTENSION = 7;
    private static final int MAX_TRIES = 8;

    private Phones() {}

    /**
     * Looks for international numbers, and with a region for its national ones as well. Where the budget ends, the rest of the
     * text is a finding of its own.
     */
    static void find(
            String text,
            int from,
            int to,
            @Nullable String region,
            Treatment treatment,
            PhoneBudget budget,
            List<Finding> found) {
        if (region == null && !mayBeInternational(text, from, to)) {
            return;
        }
        int at = from;
        while (at < to) {
            if (!isFirst(text.charAt(at))) {
                at++;
                continue;
            }
            Piece piece = Piece.at(text, at, from, to);
            at = piece.end();
            // Nobody writes a number digit by digit; libphonenumber would try for long.
            if (piece.digits() < LEAST_DIGITS || piece.pairs() < 2 || piece.end() - piece.start() > 2 * LONGEST_PIECE) {
                continue;
            }
            String digits = piece.international(text);
            if (region == null && digits.indexOf('+') < 0 && digits.indexOf('\uff0b') < 0) {
                continue;
            }
            if (!budget.take(digits.length())) {
                found.add(new Finding(piece.start(), to, "text", "", Treatment.MASK));
                return;
            }
            findInPiece(text, piece, digits, region, treatment, found);
        }
    }

    private static boolean mayBeInternational(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (isPlus(c) || (c == '0' && i + 1 < to && text.charAt(i + 1) == '0')) {
                return true;
            }
        }
        return false;
    }

    private record Piece(int start, int end, int from, int to, int digits, int pairs) {
        /** Up to the next plus, which starts another number, a wide gap, or what is in no number. */
        static Piece at(String text, int start, int from, int to) {
            int digits = 0;
            int pairs = 0;
            int gap = 0;
            int at = start;
            boolean hasDigits = false;
            while (at < to && isPart(text.charAt(at)) && gap <= LONGEST_GAP) {
                boolean inGroup = at > start && inGroup(text, at);
                if ((isPlus(text.charAt(at)) && hasDigits) || (at - start >= LONGEST_PIECE && !inGroup)) {
                    break;
                }
                boolean isDigit = Characters.isDigit(text.charAt(at));
                hasDigits |= isDigit;
                digits += isDigit ? 1 : 0;
                pairs += inGroup ? 1 : 0;
                gap = isDigit ? 0 : gap + 1;
                at++;
            }
            // The bracket before a plus belongs to the next number.
            int end = at < to && isPlus(text.charAt(at)) && at - 1 > start && text.charAt(at - 1) == '(' ? at - 1 : at;
            return new Piece(start, end, from, to, digits, pairs);
        }

        /** The piece with a plus in place of each 00 that starts a number in groups; as long as it was. */
        String international(String text) {
            String piece = text.substring(start, end);
            int zeros = piece.indexOf("00");
            if (zeros < 0 || digits == piece.strip().length()) {
                return piece;
            }
            StringBuilder changed = new StringBuilder(piece);
            for (; zeros >= 0; zeros = piece.indexOf("00", zeros + 2)) {
                boolean isStart = zeros == 0
                        ? Characters.isStart(text, start, from)
                        : !Characters.isDigit(piece.charAt(zeros - 1)) && "-./".indexOf(piece.charAt(zeros - 1)) < 0;
                boolean goesOn = zeros + 2 < piece.length()
                        && Characters.isDigit(piece.charAt(zeros + 2))
                        && piece.charAt(zeros + 2) != '0';
                if (isStart && goesOn) {
                    changed.replace(zeros, zeros + 2, " +");
                }
            }
            return changed.toString();
        }
    }

    private static void findInPiece(
            String text,
            Piece piece,
            String digits,
            @Nullable String region,
            Treatment treatment,
            List<Finding> found) {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        for (PhoneNumberMatch match : phones.findNumbers(digits, region, Leniency.VALID, MAX_TRIES)) {
            boolean hasPlus =
                    match.rawString().indexOf('+') >= 0 || match.rawString().indexOf('\uff0b') >= 0;
            int start = piece.start() + match.start();
            int zeros =
                    start > piece.start() && isPlus(digits.charAt(match.start())) && text.charAt(start) == '0' ? 1 : 0;
            int end = behindExtension(text, piece.start() + match.end(), piece.to());
            if (standsAlone(text, start - zeros, end, hasPlus, piece)) {
                String value = treatment == Treatment.HASH ? phones.format(match.number(), PhoneNumberFormat.E164) : "";
                found.add(new Finding(start - zeros, end, "phone", value, treatment));
            }
        }
    }

    /** Not as a part of an id, a time or a version. Nothing of these has a plus before and digits in groups behind it. */
    private static boolean standsAlone(String text, int start, int end, boolean hasPlus, Piece piece) {
        if (!Characters.isEnd(text, end, piece.to())) {
            return false;
        }
        if (hasPlus) {
            return end + 1 >= piece.to() || text.charAt(end) != '.' || !Characters.isDigit(text.charAt(end + 1));
        }
        return Characters.isStart(text, start, piece.from())
                && !joins(text, start - 1, start - 2, piece.from(), piece.to())
                && !joins(text, end, end + 1, piece.from(), piece.to());
    }

    /** Behind {@code x12}, where it stands there. */
    private static int behindExtension(String text, int end, int to) {
        int at = end;
        if (at < to && (text.charAt(at) == 'x' || text.charAt(at) == 'X' || text.charAt(at) == '#')) {
            at++;
        }
        int digits = at;
        while (at < to && Characters.isDigit(text.charAt(at)) && at - digits <= LONGEST_EXTENSION) {
            at++;
        }
        return at > digits && digits > end && at - digits <= LONGEST_EXTENSION ? at : end;
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

    private static boolean isFirst(char c) {
        return Characters.isDigit(c) || isPlus(c) || c == '(';
    }

    private static boolean isPart(char c) {
        return Characters.isDigit(c) || isPlus(c) || Characters.isGap(c) || "./()".indexOf(c) >= 0;
    }
}
