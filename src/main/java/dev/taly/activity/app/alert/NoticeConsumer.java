package dev.taly.activity.app.alert;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.Partition;
import dev.taly.activity.audit.ArchiveReader;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.TimeLeft;
import dev.taly.activity.watch.alert.AlertDesk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on batches of {@linkplain Notice notices}: reads the objects that were stored, each tenant's by itself, and hands their
 * lines to the desk. A message is done once its object's lines are remembered; whatever else becomes of it, it has to come again,
 * which counts nothing twice. Safe for any number of threads.
 */
public final class NoticeConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeConsumer.class);

    private final String bucket;
    private final ArchiveReader reader;
    private final AlertDesk desk;
    private final DeadLetterCounts letters;
    private final Executor threads;

    /**
     * A consumer of what is stored in that bucket.
     *
     * @param threads work on tenants side by side
     */
    public NoticeConsumer(
            String bucket, ArchiveReader reader, AlertDesk desk, DeadLetterCounts letters, Executor threads) {
        this.bucket = requireNonNull(bucket, "bucket is null");
        this.reader = requireNonNull(reader, "reader is null");
        this.desk = requireNonNull(desk, "desk is null");
        this.letters = requireNonNull(letters, "letters is null");
        this.threads = requireNonNull(threads, "threads is null");
    }

    /**
     * Works on a batch.
     *
     * @return the ids of the messages that have to come again
     */
    public Set<String> consume(List<SourceMessage> messages, TimeLeft timeLeft) {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        Map<String, TenantObjects> tenants = new LinkedHashMap<>();
        boolean ticked = false;
        for (SourceMessage message : messages) {
            Notice notice = Notice.parse(message.body());
            if (notice instanceof Notice.Stored stored) {
                tenantOf(stored)
                        .ifPresentOrElse(
                                tenant -> tenants.computeIfAbsent(tenant, name -> new TenantObjects(name, reader, desk))
                                        .add(stored.key(), message.messageId()),
                                () -> LOG.warn(
                                        "message {} is about an object that is not the archive's",
                                        message.messageId()));
            } else if (notice instanceof Notice.Tick) {
                ticked = true;
            } else {
                LOG.error("message {} says nothing that the alerts know", message.messageId());
                failed.add(message.messageId());
            }
        }
        join(tenants.values().stream()
                .map(tenant -> run(() -> failed.addAll(tenant.take(timeLeft))))
                .toList());
        if (ticked) {
            tick(timeLeft);
        }
        return failed;
    }

    private Optional<String> tenantOf(Notice.Stored stored) {
        return stored.bucket().equals(bucket)
                ? Partition.ofKey(stored.key()).map(Partition::tenantId)
                : Optional.empty();
    }

    /**
     * Looks at queues and tenants. Those for whom there is no time wait for the next tick, which begins with others: it is as likely to
     * be anybody's turn.
     */
    private void tick(TimeLeft timeLeft) {
        letters.tell(desk);
        List<String> tenants = new ArrayList<>(desk.tenants());
        Collections.shuffle(tenants);
        Set<String> left = ConcurrentHashMap.newKeySet();
        left.addAll(tenants);
        join(tenants.stream()
                .map(tenant -> run(() -> {
                    // A failure is logged; the next tick is a new try.
                    if (!timeLeft.isOver()) {
                        desk.tick(tenant);
                        left.remove(tenant);
                    }
                }))
                .toList());
        if (!left.isEmpty()) {
            LOG.error("{} of {} tenants were not looked at: time is up", left.size(), tenants.size());
        }
    }

    private CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, threads);
    }

    private static void join(List<CompletableFuture<Void>> all) {
        all.forEach(CompletableFuture::join);
    }
}
