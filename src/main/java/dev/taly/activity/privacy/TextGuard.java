package dev.taly.activity.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what is personal inside a text, and puts a mark or a pseudonym in its place: {@code [email]} or {@code [email k1:…]}, and
 * the bare pseudonym where the whole text was that. Linear in the text's length. Immutable.
 */
final class TextGuard {
    private static final int LEAST_DIGITS = 7;
    /** Once more after each change, because a mark is a boundary that was not there before. */
    private static final int MAX_ROUNDS = 4;

    private final TextRules rules;
    private final boolean idle;

    TextGuard(TextRules rules) {
        this.rules = rules;
        idle = rules.emails() == Treatment.KEEP
                && rules.phones() == Treatment.KEEP
                && rules.cards() == Treatment.KEEP
                && rules.ibans() == Treatment.KEEP;
    }

    /** The text with nothing personal that was found; the same one where nothing was. */
    String apply(String text, Pseudonyms pseudonyms) {
        if (idle) {
            return text;
        }
        String safe = text;
        for (int round = 0; round < MAX_ROUNDS && mayHoldAny(safe); round++) {
            List<Finding> found = find(safe);
            if (found.isEmpty()) {
                return safe;
            }
            safe = replace(safe, found, pseudonyms);
        }
        return safe;
    }

    private static boolean mayHoldAny(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@') {
                return true;
            }
            if (Characters.isDigit(c)) {
                digits++;
            }
        }
        return digits >= LEAST_DIGITS;
    }

    private List<Finding> find(String text) {
        List<Finding> found = new ArrayList<>();
        if (rules.emails() != Treatment.KEEP) {
            Emails.find(text, 0, text.length(), rules.emails(), found);
        }
        if (rules.ibans() != Treatment.KEEP) {
            between(text, found, (from, to, more) -> Ibans.find(text, from, to, rules.ibans(), more));
        }
        if (rules.cards() != Treatment.KEEP) {
            between(text, found, (from, to, more) -> Cards.find(text, from, to, rules.cards(), more));
        }
        if (rules.phones() != Treatment.KEEP) {
            between(
                    text,
                    found,
                    (from, to, more) -> Phones.find(text, from, to, rules.phoneRegion(), rules.phones(), more));
        }
        return found;
    }

    /** Looks on in what earlier finders left, and keeps the findings in order. */
    private static void between(String text, List<Finding> found, Finder finder) {
        List<Finding> more = new ArrayList<>();
        int from = 0;
        for (Finding finding : found) {
            finder.find(from, finding.start(), more);
            from = finding.end();
        }
        finder.find(from, text.length(), more);
        if (!more.isEmpty()) {
            found.addAll(more);
            found.sort(Comparator.comparingInt(Finding::start));
        }
    }

    private static String replace(String text, List<Finding> found, Pseudonyms pseudonyms) {
        Finding first = found.get(0);
        if (first.start() == 0 && first.end() == text.length()) {
            return first.treatment() == Treatment.HASH && pseudonyms.knowsTenant()
                    ? pseudonyms.of(first.value())
                    : "[" + first.kind() + "]";
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        int from = 0;
        for (Finding finding : found) {
            safe.append(text, from, finding.start()).append('[').append(finding.kind());
            if (finding.treatment() == Treatment.HASH && pseudonyms.knowsTenant()) {
                safe.append(' ').append(pseudonyms.of(finding.value()));
            }
            safe.append(']');
            from = finding.end();
        }
        return safe.append(text, from, text.length()).toString();
    }

    @FunctionalInterface
    private interface Finder {
        void find(int from, int to, List<Finding> found);
    }
}
