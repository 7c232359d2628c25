package dev.taly.activity.privacy;

import org.jspecify.annotations.Nullable;

/** What becomes of the texts of an event's fields. */
final class FieldGuard {
    private final TextGuard text;
    private final Pseudonyms pseudonyms;

    FieldGuard(TextGuard text, Pseudonyms pseudonyms) {
        this.text = text;
        this.pseudonyms = pseudonyms;
    }

    /**
     * The text to keep; null for none.
     *
     * @param longest how many characters the field may have: what grows beyond, as an address becomes a longer pseudonym, is
     *     replaced as a whole
     */
    @Nullable
    String apply(Treatment treatment, String value, int longest) {
        return switch (treatment) {
            case DROP -> null;
            case HASH -> value.equals(Pseudonyms.STARS) ? value : pseudonyms.of(value);
            case MASK, TRUNCATE -> Pseudonyms.STARS;
            case KEEP -> {
                String safe = text.apply(value, pseudonyms);
                boolean fits = safe.equals(value) || safe.codePointCount(0, safe.length()) <= longest;
                yield fits ? safe : Pseudonyms.STARS;
            }
        };
    }
}
