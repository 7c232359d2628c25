package dev.taly.activity.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody sent. Its number stands in its text, so that it is known again wherever it turns up; its id does
 * not have to be its own.
 *
 * @param number from 0
 * @param id the event's; null where the sender gave none
 */
record Item(int number, @Nullable String id, String tenant, Kind kind) {
    /** Stands in every event, and must not stand in any log. */
    static final String SECRET = "jane.doe@example.org";

    private static final Pattern NUMBER = Pattern.compile("\"n\":([0-9]+)");

    /** What it is to a reader. */
    enum Kind {
        VALID(null),
        /** Valid, but the topic refuses every request that holds it. */
        DISLIKED(null),
        MALFORMED("malformed_json"),
        INCOMPLETE("missing_field"),
        OVERFULL("unknown_field");

        final @Nullable String rejection;

        Kind(@Nullable String rejection) {
            this.rejection = rejection;
        }
    }

    /** The wire form, as a sender without our client may write it. */
    String text(String timestamp) {
        String actor = kind == Kind.INCOMPLETE ? "" : "\"actorId\":\"" + SECRET + "\",";
        return "{" + (id == null ? "" : "\"id\":\"" + id + "\",") + "\"tenantId\":\"" + tenant + "\"," + actor
                + "\"action\":\"user_login\",\"resource\":\"session\",\"timestamp\":\"" + timestamp
                + "\",\"metadata\":{\"n\":" + number + "}"
                + (kind == Kind.OVERFULL ? ",\"more\":1" : "")
                + (kind == Kind.MALFORMED ? "" : "}");
    }

    /** The number of the item in that text. */
    static int numberIn(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.find()) {
            throw new IllegalArgumentException("no item of ours: " + text);
        }
        return Integer.parseInt(number.group(1));
    }
}
