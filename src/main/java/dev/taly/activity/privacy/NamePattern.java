package dev.taly.activity.privacy;

import java.util.BitSet;
import java.util.List;

/**
 * The names of members that a rule is for, by their words: {@code tax id} stands for {@code taxId}, {@code tax_id} and
 * {@code TAXID}, and not for {@code taxPaid}. {@code *} stands for any words, or none; digits at the end of a word need not be in
 * the pattern.
 */
final class NamePattern {
    private static final String ANY = "*";

    private final String plain;
    private final List<String> runs;

    NamePattern(String pattern) {
        StringBuilder letters = new StringBuilder(pattern.length());
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' || Character.isLetterOrDigit(c)) {
                letters.append(NameWords.lower(c));
            }
        }
        plain = letters.toString();
        runs = List.of(plain.split("\\*", -1));
    }

    boolean isEmpty() {
        return plain.isEmpty();
    }

    String text() {
        return plain;
    }

    boolean matches(NameWords name) {
        if (plain.equals(ANY)) {
            return true;
        }
        if (!canMatch(name)) {
            return false;
        }
        BitSet reached = new BitSet(name.length() + 1);
        reached.set(0);
        for (int i = 0; i < runs.size(); i++) {
            reached = behind(runs.get(i), i == 0 ? reached : behindWords(reached, name), name);
            if (reached.isEmpty()) {
                return false;
            }
        }
        return reached.get(name.length());
    }

    /** The cheap question: whether it begins and ends like the name. */
    private boolean canMatch(NameWords name) {
        String first = runs.get(0);
        String last = runs.get(runs.size() - 1);
        if (name.length() == 0 || (!first.isEmpty() && first.charAt(0) != name.charAt(0))) {
            return false;
        }
        char end = name.charAt(name.length() - 1);
        return last.isEmpty() || Character.isDigit(end) || last.charAt(last.length() - 1) == end;
    }

    /** From those places on, any words. */
    private static BitSet behindWords(BitSet places, NameWords name) {
        BitSet reached = (BitSet) places.clone();
        boolean any = false;
        for (int at = places.nextSetBit(0); at >= 0 && at <= name.length(); at++) {
            any |= places.get(at) && name.isEdge(at);
            if (any && name.isEdge(at)) {
                reached.set(at);
            }
        }
        return reached;
    }

    private static BitSet behind(String run, BitSet places, NameWords name) {
        if (run.isEmpty()) {
            return places;
        }
        BitSet reached = new BitSet(name.length() + 1);
        for (int at = places.nextSetBit(0); at >= 0; at = places.nextSetBit(at + 1)) {
            int end = name.behind(run, at);
            if (end >= 0) {
                reached.set(end);
                reached.set(name.behindNumber(end));
            }
        }
        return reached;
    }
}
