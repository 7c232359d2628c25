package dev.taly.activity.app;

import dev.taly.activity.archive.Archive;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.archive.TenantRetention;
import dev.taly.activity.consume.BatchConsumer;
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
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together, once for each process. */
public final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final int LETTER_CARRIERS = 4;
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
        ConfigDirectory config = settings.content().config().open();
        return new BatchConsumer(
                preparation(settings, config, aws, clock),
                archive(settings, config, aws, clock),
                new SqsDeadLetters(aws.sqs(), settings.dlqUrl()),
                threads("archive-writer", settings.writeConcurrency()),
                threads("letter-carrier", LETTER_CARRIERS));
    }

    /**
     * What that consumer would store, for who looks on.
     *
     * @param config where the files of settings are
     * @param pseudonymKeys as in {@link ContentSettings#pseudonymKeys}; with nothing, keys that pass with the process
     * @throws IllegalArgumentException if a file of settings is wrong; it says everything that is
     */
    public static Preview preview(Optional<Path> config, Optional<String> pseudonymKeys, AwsClients aws, Clock clock) {
        PseudonymKeys passing = PseudonymKeysFile.passing();
        return new Preview(preparation(
                ConfigDirectory.of(config, false),
                false,
                null,
                Optional.empty(),
                PREVIEW_TIME,
                pseudonymKeys
                        .map(where -> PseudonymKeySource.of(where, aws, clock))
                        .orElse(() -> passing),
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

    private static Archive archive(Settings settings, ConfigDirectory config, AwsClients aws, Clock clock) {
        return new Archive(
                new S3ObjectStore(
                        aws.s3(), settings.bucket(), settings.objectLockMode().orElse(null)),
                clock,
                config.tree("retention").map(TenantRetention::of).orElseGet(TenantRetention::none));
    }

    private static Preparation preparation(Settings settings, ConfigDirectory config, AwsClients aws, Clock clock) {
        ContentSettings content = settings.content();
        return preparation(
                config,
                settings.closedCatalogue(),
                settings.earliest(),
                content.enrichments(),
                content.enrichmentLimit(),
                PseudonymKeySource.of(content.pseudonymKeys(), aws, clock),
                clock);
    }

    private static Preparation preparation(
            ConfigDirectory config,
            boolean closedCatalogue,
            @Nullable Instant earliest,
            Optional<Set<String>> enrichments,
            Duration enrichmentLimit,
            Supplier<PseudonymKeys> keys,
            Clock clock) {
        Rulebook book = Rulebook.of(config, closedCatalogue, earliest);
        Enricher enricher = new Enricher(
                Enrichments.of(config, enrichments),
                Executors.newCachedThreadPool(named("enrichment")),
                enrichmentLimit,
                System::nanoTime);
        LOG.info("privacy policy {}, settings files {}", book.policy().version(), config.names());
        return new Preparation(
                new EventCodec(book.rules()), enricher, new Protector(book.policy(), keys, book.catalogue()), clock);
    }

    static ExecutorService threads(String name, int count) {
        return Executors.newFixedThreadPool(count, named(name));
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
