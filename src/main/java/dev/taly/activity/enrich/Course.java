package dev.taly.activity.enrich;

import dev.taly.activity.event.ActivityEvent;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One enrichment's way through all batches. Safe for any number of threads. */
final class Course {
    private static final Logger LOG = LoggerFactory.getLogger(Course.class);

    private final Enrichment enrichment;
    /** Batches that went on without it while it was still busy with them. */
    private final AtomicInteger overdue = new AtomicInteger();

    Course(Enrichment enrichment) {
        this.enrichment = enrichment;
    }

    Run start(List<ActivityEvent> events, Executor threads) {
        Run run = new Run(enrichment, events, overdue);
        if (events.isEmpty()) {
            run.skip();
            return run;
        }
        if (overdue.get() > 0) {
            LOG.warn("enrichment {} still hangs; {} events go without it", enrichment.name(), events.size());
            run.skip();
            return run;
        }
        try {
            threads.execute(run);
        } catch (RejectedExecutionException e) {
            LOG.warn("enrichment {} has no thread; {} events go without it", enrichment.name(), events.size());
            run.skip();
        }
        return run;
    }
}
