package dev.taly.activity.privacy;

import java.math.BigDecimal;
import java.util.List;

/** Finds numbers of payment cards: 13 to 19 digits of a known range whose check digit is right, in usual groups or without. */
final class Cards {
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    private static final int LONGEST_GROUP = 6;
    private static final int SHORTEST_GROUP = 3;
    private static final int LONGEST_TRACK = 80;
    private static final int LONGEST_JSON = 40;
    private static final int LONGEST_EXPONENT = 4;

    private Cards() {}

    static void find(String text, int from, int to, Treatment treatment, List<Finding> found) {
        int at = from;
        while (at + SHORTEST <= to) {
            if (!Characters.isDigit(text.charAt(at)) || !isStart(text, at, from)) {
                at++;
                continue;
            }
            int end = end(text, at, to);
            if (end > 0) {
                int behind = behindTrack(text, at, end, from, to);
                found.add(new Finding(at, behind, "card", Characters.compact(text, at, end), treatment));
                at = behind;
            } else {
                at++;
            }
        }
    }

    /** A number without anything else. */
    static boolean isCard(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (!Characters.isDigit(digits.charAt(i))) {
                return false;
            }
        }
        return digits.length() >= SHORTEST
                && digits.length() <= LONGEST
                && isOfKnownRange(digits)
                && hasRightCheckDigit(digits);
    }

    /** The card's digits of a JSON number, however it is written; the empty text where it is no card's. */
    static String ofNumber(String json) {
        if (json.length() < SHORTEST || json.length() > LONGEST_JSON) {
            return isCard(json) ? json : "";
        }
        int exponent = Math.max(json.indexOf('e'), json.indexOf('E'));
        if (exponent >= 0 && json.length() - exponent > LONGEST_EXPONENT) {
            return "";
        }
        BigDecimal number = new BigDecimal(json).abs().stripTrailingZeros();
        if (number.scale() > 0 || number.precision() - number.scale() > LONGEST) {
            return "";
        }
        String digits = number.toPlainString();
        return isCard(digits) ? digits : "";
    }

    /** Behind the longest card number that starts there; a negative number where none does. */
    private static int end(String text, int at, int to) {
        int longest = -1;
        int digits = 0;
        int end = at;
        for (int group = 0; digits <= LONGEST; group++) {
            int start = end;
            while (end < to && Characters.isDigit(text.charAt(end)) && end - start <= LONGEST) {
                end++;
            }
            int size = end - start;
            digits += size;
            boolean isWhole = group == 0 && digits >= SHORTEST;
            boolean isGroup = size <= LONGEST_GROUP && size >= SHORTEST_GROUP;
            int next = behindGap(text, end, to);
            boolean isEnd = Characters.isEnd(text, end, to) || next > end;
            if (digits > LONGEST || (!isWhole && !isGroup) || !isEnd) {
                return longest;
            }
            if (digits >= SHORTEST && !isFraction(text, end, to) && isCard(Characters.compact(text, at, end))) {
                longest = end;
            }
            if (next == end) {
                return longest;
            }
            end = next;
        }
        return longest;
    }

    private static boolean isStart(String text, int at, int from) {
        return (Characters.isStart(text, at, from) || isTrack(text, at, from))
                && !(at - 2 >= from && text.charAt(at - 1) == '.' && Characters.isDigit(text.charAt(at - 2)));
    }

    /** What a card's stripe begins with. */
    private static boolean isTrack(String text, int at, int from) {
        return at - 2 >= from && text.charAt(at - 1) == 'B' && text.charAt(at - 2) == '%';
    }

    /** Behind the name and the dates of a card's stripe, where they follow. */
    private static int behindTrack(String text, int at, int end, int from, int to) {
        if (!isTrack(text, at, from) || end >= to || text.charAt(end) != '^') {
            return end;
        }
        int question = text.indexOf('?', end);
        int caret = text.indexOf('^', end + 1);
        int last = question >= 0 && question - end <= LONGEST_TRACK ? question : caret;
        return last >= 0 && last < to && last - end <= LONGEST_TRACK ? last + 1 : end;
    }

    /** Behind one or two signs between groups of digits; the same place where there are none. */
    private static int behindGap(String text, int end, int to) {
        int at = end;
        while (at < to && at - end < 2 && (Characters.isGap(text.charAt(at)) || "./_".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at < to && Characters.isDigit(text.charAt(at)) ? at : end;
    }

    private static boolean isFraction(String text, int end, int to) {
        int at = end + 1;
        if (at >= to || text.charAt(end) != '.' || !Characters.isDigit(text.charAt(at))) {
            return false;
        }
        while (at < to && text.charAt(at) == '0') {
            at++;
        }
        return !Characters.isEnd(text, at, to);
    }

    /** <a href="https://en.wikipedia.org/wiki/Payment_card_number">The issuers' ranges</a>, each with its lengths. */
    private static boolean isOfKnownRange(String digits) {
        int length = digits.length();
        int four = Integer.parseInt(digits.substring(0, 4));
        int two = four / 100;
        return switch (digits.charAt(0)) {
            case '2' -> four >= 2200 && four <= 2720 && length == 16;
            case '3' -> isOfThree(four, length);
            case '4' -> length == 13 || length == 16 || length == 19;
            case '5' -> isMastercard(two) ? length == 16 : two != 59;
            case '6' -> two != 61 && (length >= 16 || two == 63 || two > 65);
            default -> false;
        };
    }

    /** American Express, JCB and Diners Club. */
    private static boolean isOfThree(int four, int length) {
        int two = four / 100;
        return switch (two) {
            case 34, 37 -> length == 15;
            case 35 -> four >= 3528 && length >= 16;
            case 30, 36, 38, 39 -> length >= 14;
            default -> false;
        };
    }

    private static boolean isMastercard(int two) {
        return two >= 51 && two <= 55;
    }

    private static boolean hasRightCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
