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
        return buffer.offer(event, null);
    }

    @Override
    public void back(List<Pending> batch, List<Pending> ended, boolean answered) {
        buffer.back(batch, answered);
    }

    @Override
    public long settleAll(long timeoutNanos, boolean patient) {
        return buffer.settleAll(timeoutNanos, patient);
    }

    @Override
    public long open() {
        return buffer.open();
    }

    @Override
    public long diskBytes() {
        return 0;
    }

    @Override
    public List<DroppedEvent> close(long timeoutNanos) {
        buffer.close();
        buffer.settleAll(timeoutNanos, true);
        return buffer.abandon().stream()
                .map(pending -> DroppedEvent.of(pending.event(), DropReason.ABANDONED))
                .toList();
    }
}
