package dev.taly.activity.publish;

import java.util.List;
import java.util.Optional;

/** The buffer alone: what is in it ends with the process. */
final class MemoryOutbox implements Outbox {
    private final Buffer buffer;

    MemoryOutbox(Buffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public Optional<DropReason> offer(OutboundEvent event) {
        return buffer.offer(event);
    }

    @Override
    public void settled(List<Pending> batch) {}

    @Override
    public long settleAll(long timeoutNanos, boolean patient) {
        return buffer.settleAll(timeoutNanos, patient);
    }

    @Override
    public long open() {
        return buffer.open();
    }

    @Override
    public List<OutboundEvent> close(long timeoutNanos) {
        buffer.close();
        buffer.settleAll(timeoutNanos, true);
        return buffer.abandon();
    }
}
