package dev.taly.activity.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event as bytes on the disk: its texts one after the other, each behind its length in four bytes. */
final class SpooledEvent {
    private static final int LENGTH = Integer.BYTES;

    private SpooledEvent() {}

    /** The bytes, behind that many left free. */
    static byte[] encode(OutboundEvent event, int free) {
        byte[][] texts = {
            event.id().getBytes(UTF_8),
            event.tenantId().getBytes(UTF_8),
            event.action().getBytes(UTF_8),
            event.level().wire().getBytes(UTF_8),
            (event.outcome() == null ? "" : event.outcome().wire()).getBytes(UTF_8),
            event.json().getBytes(UTF_8)
        };
        int size = free;
        for (byte[] text : texts) {
            size += LENGTH + text.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).position(free);
        for (byte[] text : texts) {
            bytes.putInt(text.length).put(text);
        }
        return bytes.array();
    }

    /** The event in those bytes; nothing if they are none. */
    static Optional<OutboundEvent> decode(byte[] bytes, int from, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
        try {
            String id = text(in);
            String tenantId = text(in);
            String action = text(in);
            Level level = Level.find(text(in)).orElseThrow(BufferUnderflowException::new);
            String outcome = text(in);
            int jsonBytes = in.getInt(in.position());
            String json = text(in);
            return in.hasRemaining()
                    ? Optional.empty()
                    : Optional.of(new OutboundEvent(id, tenantId, action, level, outcome(outcome), json, jsonBytes));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Outcome outcome(String wire) {
        return wire.isEmpty() ? null : Outcome.find(wire).orElseThrow(BufferUnderflowException::new);
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        String text = new String(in.array(), in.arrayOffset() + in.position(), length, UTF_8);
        in.position(in.position() + length);
        return text;
    }
}
