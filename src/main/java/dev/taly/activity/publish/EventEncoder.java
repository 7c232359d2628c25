package dev.taly.activity.publish;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.event.InvalidEventException;
import dev.taly.activity.event.RejectionCode;
import java.util.function.Supplier;

/** Makes what callers publish ready to be sent, or says why it can't be. Safe for any number of threads. */
final class EventEncoder {
    private final Stamp stamp;
    private final EventRules levels;

    EventEncoder(Stamp stamp, EventRules levels) {
        this.stamp = stamp;
        this.levels = levels;
    }

    Encoded encode(ActivityEvent event) {
        return encode(() -> stamp.complete(event));
    }

    Encoded encode(ActivityEvent.Builder builder) {
        return encode(() -> stamp.complete(builder));
    }

    private Encoded encode(Supplier<ActivityEvent> completed) {
        OutboundEvent event;
        try {
            ActivityEvent complete = completed.get();
            event = OutboundEvent.of(complete, levels.levelOf(complete));
        } catch (InvalidEventException e) {
            boolean tooLarge = e.rejection().code() == RejectionCode.TOO_LARGE;
            DropReason reason = tooLarge ? DropReason.TOO_LARGE : DropReason.INVALID;
            return new Encoded.Unfit(
                    new DroppedEvent(null, null, reason, e.rejection().message()), null);
        } catch (RuntimeException e) {
            return new Encoded.Unfit(notEncoded(e), null);
        } catch (Error e) {
            return new Encoded.Unfit(notEncoded(e), e);
        }
        if (event.jsonBytes() > EventCodec.MAX_BYTES) {
            String size = "The event has " + event.jsonBytes() + " bytes; " + EventCodec.MAX_BYTES + " are allowed.";
            return new Encoded.Unfit(new DroppedEvent(event.id(), event.json(), DropReason.TOO_LARGE, size), null);
        }
        return new Encoded.Ready(event);
    }

    private static DroppedEvent notEncoded(Throwable e) {
        return new DroppedEvent(null, null, DropReason.INVALID, "The event could not be encoded: " + e.getClass());
    }
}
