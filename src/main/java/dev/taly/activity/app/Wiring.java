package dev.taly.activity.app;

import dev.taly.activity.archive.Archive;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.consume.BatchConsumer;
import dev.taly.activity.consume.DeadLetters;
import dev.taly.activity.consume.Preparation;
import dev.taly.activity.consume.Preview;
import dev.taly.activity.consume.SqsDeadLetters;
import dev.taly.activity.enrich.Enricher;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.privacy.Protector;
import dev.taly.activity.privacy.PseudonymKeys;
import dev.taly.activity.watch.alert.AlertRules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Puts the parts together, once for each process. */
public final class Wiring {
    private static final Duration PREVIEW_TIME = Duration.ofMillis(500);

    private Wiring() {}

    /**
     * The consumer, from the queue's messages to S3; it lives as long as the process.
     *
     * @throws IllegalArgumentException if a file of settings is wrong; it says everything that is
     */
    public static BatchConsumer consumer(Settings settings, AwsClients aws) {
        return consumer(settings, aws, Clock.systemUTC());
    }

    /** The same by another clock, for write times and for messages whose queue does not say when it took them. */
    public static BatchConsumer consumer(Settings settings, AwsClients aws, Clock clock) {
        return ConsumerWorks.of(ConsumerKnowledge.of(settings), settings, aws, clock, ConsumerThreads.of(settings))
                .consumer();
    }

    /** The same of what is known already, over that store and with those keys of pseudonyms. */
    static BatchConsumer consumer(
            ConsumerKnowledge knowledge,
            Settings settings,
            AwsClients aws,
            ObjectStore store,
            Supplier<PseudonymKeys> keys,
            Clock clock,
            ConsumerThreads threads) {
        ContentSettings content = settings.content();
        // Most batches have none, and a client takes long to make.
        Lazy<DeadLetters> deadLetters = new Lazy<>(() -> new SqsDeadLetters(aws.sqs(), settings.dlqUrl()));
        return new BatchConsumer(
                preparation(knowledge.content(), content.enrichmentLimit(), keys, threads.enrichers(), clock),
                new Archive(store, clock, knowledge.retention()),
                letters -> deadLetters.get().send(letters),
                threads.writers(),
                threads.letterCarriers());
    }

    /**
     * What that consumer would store, for who looks on.
     *
     * @param config where the files of settings are
     * @param pseudonymKeys as in {@link ContentSettings#pseudonymKeys}; with nothing, keys that pass with the process
     * @throws IllegalArgumentException if a file of settings is wrong, or the keys cannot be loaded; it says everything that is
     */
    public static Preview preview(Optional<Path> config, Optional<String> pseudonymKeys, AwsClients aws, Clock clock) {
        PseudonymKeys passing = PseudonymKeysFile.passing();
        return new Preview(preparation(
                Knowledge.of(ConfigDirectory.of(config, false), false, null, Optional.empty()),
                PREVIEW_TIME,
                pseudonymKeys
                        .map(where -> PseudonymKeySource.checked(where, aws, clock))
                        .orElse(() -> passing),
                Executors.newCachedThreadPool(named("enrichment")),
                clock));
    }

    /**
     * The rules of alerts, of {@code alerts.yaml}, else the shipped ones.
     *
     * @param config where the files of settings are
     * @throws IllegalArgumentException if a file of settings is wrong; it says everything that is
     */
    public static AlertRules alertRules(Optional<Path> config) {
        return alertRules(ConfigDirectory.of(config, false));
    }

    static AlertRules alertRules(ConfigDirectory config) {
        return config.tree("alerts").map(AlertRules::of).orElseGet(AlertRules::shipped);
    }

    private static Preparation preparation(
            Knowledge knowledge,
            Duration enrichmentLimit,
            Supplier<PseudonymKeys> keys,
            Executor threads,
            Clock clock) {
        Rulebook book = knowledge.book();
        return new Preparation(
                new EventCodec(book.rules()),
                new Enricher(knowledge.enrichments(), threads, enrichmentLimit, System::nanoTime),
                new Protector(book.policy(), keys, book.catalogue()),
                clock);
    }

    static ExecutorService threads(String name, int count) {
        return Executors.newFixedThreadPool(count, named(name));
    }

    static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
