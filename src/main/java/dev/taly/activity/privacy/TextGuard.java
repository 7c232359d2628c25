package dev.taly.activity.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is personal inside a text, and puts a mark or a pseudonym in its place: {@code [email]} or {@code [email k1:…]}, and
 * the bare pseudonym where the whole text was that. Linear in the text's length. Immutable.
 */
final class TextGuard {
    private static final int LEAST_DIGITS = 7;
    /** Once more after each change, because a mark is a boundary that was not there before. */
    private static final int MAX_ROUNDS = 8;
    /** Takes the place of a text in which there is always more to be found. */
    private static final String TOO_MUCH = "[text]";

    private final TextRules rules;
    private final boolean idle;

    TextGuard(TextRules rules) {
        this.rules = rules;
        idle = rules.emails() == Treatment.KEEP
                && rules.phones() == Treatment.KEEP
                && rules.cards() == Treatment.KEEP
                && rules.ibans() == Treatment.KEEP
                && rules.ips() == Treatment.KEEP;
    }

    /** The text with nothing personal that was found; the same one where nothing was. */
    String apply(String text, Pseudonyms pseudonyms) {
        if (idle) {
            return text;
        }
        String safe = text;
        for (int round = 0; round <= MAX_ROUNDS && mayHoldAny(safe); round++) {
            List<Finding> found = find(safe, pseudonyms.phones());
            if (found.isEmpty()) {
                return safe;
            }
            if (round == MAX_ROUNDS) {
                return TOO_MUCH;
            }
            safe = replace(safe, found, pseudonyms);
        }
        return safe;
    }

    private boolean mayHoldAny(String text) {
        int digits = 0;
        int colons = 0;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Emails.atLength(text, i) > 0) {
                return true;
            }
            digits += Characters.isDigit(c) ? 1 : 0;
            colons += c == ':' ? 1 : 0;
            dots += c == '.' ? 1 : 0;
        }
        return digits >= LEAST_DIGITS || (rules.ips() != Treatment.KEEP && digits > 0 && (colons >= 2 || dots >= 3));
    }

    private List<Finding> find(String text, PhoneBudget budget) {
        List<Finding> found = new ArrayList<>();
        if (rules.emails() != Treatment.KEEP) {
            Emails.find(text, 0, text.length(), rules.emails(), found);
        }
        if (rules.ibans() != Treatment.KEEP) {
            between(text, found, (from, to, more) -> Ibans.find(text, from, to, rules.ibans(), more));
        }
        // What has a plus is rather a phone number than a card's, and without one the other way round.
        if (rules.phones() != Treatment.KEEP) {
            between(text, found, (from, to, more) -> phones(text, from, to, null, budget, more));
        }
        if (rules.cards() != Treatment.KEEP) {
            between(text, found, (from, to, more) -> Cards.find(text, from, to, rules.cards(), more));
        }
        if (rules.ips() != Treatment.KEEP) {
            between(text, found, (from, to, more) -> Ips.find(text, from, to, rules.ips(), more));
        }
        String region = rules.phoneRegion();
        if (rules.phones() != Treatment.KEEP && region != null) {
            between(text, found, (from, to, more) -> phones(text, from, to, region, budget, more));
        }
        return found;
    }

    private void phones(
            String text, int from, int to, @Nullable String region, PhoneBudget budget, List<Finding> found) {
        Phones.find(text, from, to, region, rules.phones(), budget, found);
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
            boolean isBare = first.treatment() == Treatment.HASH && pseudonyms.knowsTenant();
            return isBare ? pseudonyms.of(first.value()) : instead(first, pseudonyms);
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        int from = 0;
        for (Finding finding : found) {
            safe.append(text, from, finding.start()).append(instead(finding, pseudonyms));
            from = finding.end();
        }
        return safe.append(text, from, text.length()).toString();
    }

    private static String instead(Finding finding, Pseudonyms pseudonyms) {
        return switch (finding.treatment()) {
            case TRUNCATE -> IpNetwork.of(finding.value()).orElse(Pseudonyms.STARS);
            case HASH ->
                pseudonyms.knowsTenant()
                        ? "[" + finding.kind() + " " + pseudonyms.of(finding.value()) + "]"
                        : "[" + finding.kind() + "]";
            default -> "[" + finding.kind() + "]";
        };
    }

    @FunctionalInterface
    private interface Finder {
        void find(int from, int to, List<Finding> found);
    }
}
