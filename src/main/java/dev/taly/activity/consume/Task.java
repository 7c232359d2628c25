package dev.taly.activity.consume;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A piece of a batch that runs beside the others and decides the outcome of its messages. Whatever happens to it, each of
 * them gets an outcome.
 *
 * @param messageIds the messages that it decides
 * @param work gives their outcomes; an id that it leaves out has failed
 */
record Task(Collection<String> messageIds, Future<Map<String, MessageOutcome>> work) {
    private static final Logger LOG = LoggerFactory.getLogger(Task.class);

    static Task start(
            ExecutorService threads, Collection<String> messageIds, Callable<Map<String, MessageOutcome>> work) {
        try {
            return new Task(messageIds, threads.submit(work));
        } catch (RuntimeException | Error e) {
            // Shut down, or no thread left to be had.
            return new Task(messageIds, CompletableFuture.failedFuture(e));
        }
    }

    /** Waits for the outcomes, until the time is up; unfinished work is stopped and counts as failed. */
    Map<String, MessageOutcome> await(TimeLeft timeLeft) {
        try {
            Map<String, MessageOutcome> outcomes = failed("nothing is known of it");
            outcomes.putAll(work.get(TimeUnit.NANOSECONDS.convert(timeLeft.get()), TimeUnit.NANOSECONDS));
            return outcomes;
        } catch (ExecutionException e) {
            LOG.warn("{} messages failed and will come again: {}", messageIds.size(), reason(e));
            return failed(reason(e));
        } catch (TimeoutException e) {
            work.cancel(true);
            return failed("the time was up");
        } catch (CancellationException e) {
            return failed("the work was cancelled");
        } catch (InterruptedException e) {
            work.cancel(true);
            Thread.currentThread().interrupt();
            return failed("the consumer was interrupted");
        }
    }

    private Map<String, MessageOutcome> failed(String why) {
        return all(messageIds, new MessageOutcome.Failed(why));
    }

    /** The same outcome for each of those messages. */
    static Map<String, MessageOutcome> all(Collection<String> messageIds, MessageOutcome outcome) {
        Map<String, MessageOutcome> outcomes = new LinkedHashMap<>();
        messageIds.forEach(id -> outcomes.put(id, outcome));
        return outcomes;
    }

    /** What the work threw, and its cause, in one line: texts of ours and of the SDK, never of an event. */
    private static String reason(ExecutionException thrown) {
        Throwable e = thrown.getCause() == null ? thrown : thrown.getCause();
        return e.getCause() == null ? e.toString() : e + " (" + e.getCause() + ")";
    }
}
