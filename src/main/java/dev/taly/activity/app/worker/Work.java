package dev.taly.activity.app.worker;

import dev.taly.activity.app.BatchReport;
import dev.taly.activity.consume.BatchResult;
import dev.taly.activity.consume.MessageConsumer;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.SqsAttributes;
import dev.taly.activity.consume.TimeLeft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Has the consumer work on batches, in the time that each may take. Safe for any number of threads. */
final class Work {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    private final MessageConsumer consumer;
    private final WorkerSettings settings;
    private final Stopping stopping;
    private final LongSupplier nanoTime;

    Work(MessageConsumer consumer, WorkerSettings settings, Stopping stopping, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.settings = settings;
        this.stopping = stopping;
        this.nanoTime = nanoTime;
    }

    /** The ids of what is certain to be done; none where that is not known. Never throws. */
    Set<String> on(List<Message> batch) {
        String batchId = UUID.randomUUID().toString();
        try {
            BatchResult result =
                    consumer.consume(batchId, batch.stream().map(Work::source).toList(), timeFor(batch.size()));
            BatchReport.log(batchId, result);
            return result.outcomes().entrySet().stream()
                    .filter(outcome -> outcome.getValue().isDone())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        } catch (RuntimeException | Error e) {
            LOG.error("batch {}: all {} messages come again: {}", batchId, batch.size(), e.toString());
            return Set.of();
        }
    }

    private TimeLeft timeFor(int messages) {
        long end = nanoTime.getAsLong() + settings.batchTime().toNanos();
        Duration reserve = Settling.reserve(messages, settings.stopTime());
        return () -> {
            Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
            Duration untilStop = stopping.timeLeft().minus(reserve);
            return left.compareTo(untilStop) < 0 ? left : untilStop;
        };
    }

    private static SourceMessage source(Message message) {
        return new SourceMessage(
                message.messageId(),
                message.body(),
                sentAt(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP)),
                SqsAttributes.read(message.messageAttributes()));
    }

    private static @Nullable Instant sentAt(@Nullable String millis) {
        return millis != null && millis.matches("[0-9]{1,14}") ? Instant.ofEpochMilli(Long.parseLong(millis)) : null;
    }
}
