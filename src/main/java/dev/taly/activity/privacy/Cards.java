package dev.taly.activity.privacy;

import java.util.List;

/** Finds numbers of payment cards: 13 to 19 digits of a known range whose check digit is right, in usual groups or without. */
final class Cards {
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    private static final int LONGEST_GROUP = 6;
    private static final int SHORTEST_GROUP = 3;

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
                found.add(new Finding(at, end, "card", Characters.compact(text, at, end), treatment));
                at = end;
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
            if (digits > LONGEST || (!isWhole && !isGroup) || !Characters.isEnd(text, end, to)) {
                return longest;
            }
            if (digits >= SHORTEST && !isFraction(text, end, to) && isCard(Characters.compact(text, at, end))) {
                longest = end;
            }
            if (end + 1 >= to || !Characters.isGap(text.charAt(end))) {
                return longest;
            }
            end++;
        }
        return longest;
    }

    private static boolean isStart(String text, int at, int from) {
        return Characters.isStart(text, at, from)
                && !(at - 2 >= from && text.charAt(at - 1) == '.' && Characters.isDigit(text.charAt(at - 2)));
    }

    private static boolean isFraction(String text, int end, int to) {
        return end + 1 < to && text.charAt(end) == '.' && Characters.isDigit(text.charAt(end + 1));
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
