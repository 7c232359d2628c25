package dev.taly.activity.event;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Between the wire form and the record, in one strict pass. Safe for any number of threads.
 *
 * <p>Strict means: one JSON object and nothing around it but white space, no byte order mark, every rule of
 * {@link ActivityEvent} and {@link EventRules}, no unknown field and no doubled name at any depth. One broken rule is
 * reported: first whatever reading finds, in reading order (the JSON itself, names, types, {@code metadata}); then the
 * fields' own rules, in the order of {@link ActivityEvent}; then {@link EventRules}.
 */
public final class EventCodec {
    /** The largest event, in bytes of UTF-8: half of what one SNS or SQS message holds by default, so that an SNS envelope fits. */
    public static final int MAX_BYTES = 128 * 1024;

    /** How deep objects and arrays may nest; the event itself is level 1. */
    public static final int MAX_DEPTH = 16;

    private final EventRules rules;

    public EventCodec(EventRules rules) {
        this.rules = requireNonNull(rules, "rules is null");
    }

    /** The rules that this codec holds events to. */
    public EventRules rules() {
        return rules;
    }

    /** As {@link #decode(String, Instant)}, from bytes; anything but well-formed UTF-8 is {@code malformed_json}. */
    public Decoded decode(byte[] utf8, Instant receivedAt) {
        if (utf8.length > MAX_BYTES) {
            return tooLarge();
        }
        String text = new String(utf8, StandardCharsets.UTF_8);
        // That constructor is the fast one, but puts U+FFFD in place of what is malformed.
        if (text.indexOf('\ufffd') >= 0 && !isWellFormed(utf8)) {
            return new Decoded.Rejected(
                    Rejection.ofWhole(RejectionCode.MALFORMED_JSON, "The event must be well-formed UTF-8."));
        }
        return decode(text, receivedAt);
    }

    /**
     * Reads one event. Whatever the text, it returns: a hostile one costs time and memory in proportion to its length.
     *
     * @param receivedAt the receiver's clock, which bounds the event's timestamp
     */
    public Decoded decode(String text, Instant receivedAt) {
        return read(text, receivedAt, builder -> {});
    }

    /**
     * As {@link #decode(String, Instant)}, but the accepted event is complete: it has a level, see
     * {@link EventRules#levelOf}, and an id.
     *
     * @param id gives an event without an id its own; called at most once. A wrong one is an {@code invalid_field}
     */
    public Decoded decode(String text, Instant receivedAt, Supplier<String> id) {
        requireNonNull(id, "id is null");
        return read(text, receivedAt, builder -> builder.complete(id, rules));
    }

    /**
     * As {@link #decode(String, Instant)}, but what was read is completed before it is checked: by a door that knows more than
     * the text says.
     *
     * @param completion called at most once; it may throw an {@link InvalidEventException}
     */
    public Decoded decodeWith(String text, Instant receivedAt, Consumer<ActivityEvent.Builder> completion) {
        return read(text, receivedAt, requireNonNull(completion, "completion is null"));
    }

    private Decoded read(String text, Instant receivedAt, Consumer<ActivityEvent.Builder> addition) {
        requireNonNull(receivedAt, "receivedAt is null");
        if (isTooLarge(text)) {
            return tooLarge();
        }
        try {
            ActivityEvent.Builder builder = EventReader.readEvent(text);
            addition.accept(builder);
            ActivityEvent event = builder.build();
            return rules.check(event, receivedAt)
                    .<Decoded>map(Decoded.Rejected::new)
                    .orElseGet(() -> new Decoded.Accepted(event));
        } catch (InvalidEventException e) {
            return new Decoded.Rejected(e.rejection());
        }
    }

    /** The wire form, compact and on one line, without a line end. */
    public static String encode(ActivityEvent event) {
        return EventWriter.write(event);
    }

    /** The archive's form, compact and on one line, without a line end. The same event always gives the same text. */
    public static String encode(StoredEvent event) {
        return EventWriter.write(event);
    }

    private static Decoded tooLarge() {
        return new Decoded.Rejected(Rejection.ofWhole(
                RejectionCode.TOO_LARGE, "The event must be at most " + MAX_BYTES + " bytes of UTF-8."));
    }

    private static boolean isWellFormed(byte[] utf8) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static boolean isTooLarge(String text) {
        if (text.length() > MAX_BYTES) {
            return true;
        }
        if (text.length() * 3L <= MAX_BYTES) {
            return false;
        }
        return text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }
}
