package dev.taly.activity.app;

import dev.taly.activity.archive.Archive;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.consume.BatchConsumer;
import dev.taly.activity.consume.Preparation;
import dev.taly.activity.consume.SqsDeadLetters;
import dev.taly.activity.enrich.Enricher;
import dev.taly.activity.event.ActionCatalogue;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts the parts together, once for each process. */
public final class Wiring {
    private static final int LETTER_CARRIERS = 4;

    private Wiring() {}

    /** The consumer, from the queue's messages to S3; it lives as long as the process. */
    public static BatchConsumer consumer(Settings settings, AwsClients aws) {
        return consumer(settings, aws, Clock.systemUTC());
    }

    /** The same by another clock, for write times and for messages whose queue does not say when it took them. */
    public static BatchConsumer consumer(Settings settings, AwsClients aws, Clock clock) {
        EventRules rules = new EventRules(
                ActionCatalogue.shipped(), settings.closedCatalogue(), settings.earliest(), action -> false);
        return new BatchConsumer(
                new Preparation(new EventCodec(rules), Enricher.none(), clock),
                new Archive(new S3ObjectStore(aws.s3(), settings.bucket()), clock),
                new SqsDeadLetters(aws.sqs(), settings.dlqUrl()),
                threads("archive-writer", settings.writeConcurrency()),
                threads("letter-carrier", LETTER_CARRIERS));
    }

    static ExecutorService threads(String name, int count) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
