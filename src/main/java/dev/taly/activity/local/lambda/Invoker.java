package dev.taly.activity.local.lambda;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/** Runs the function on one batch and finds out what may be deleted. Safe for any number of threads. */
final class Invoker {
    private static final Logger LOG = LoggerFactory.getLogger(Invoker.class);

    private final LocalFunction function;
    private final Duration timeout;
    private final boolean reportsFailures;
    private final ExecutorService environments;

    /** @param environments runs the function; the caller shuts it down */
    Invoker(LocalFunction function, SourceMapping settings, ExecutorService environments) {
        this.function = function;
        this.timeout = settings.functionTimeout();
        this.reportsFailures = settings.reportBatchItemFailures();
        this.environments = environments;
    }

    /** The messages that the function has dealt with: none after an exception, a timeout or an answer without sense. */
    List<Message> invoke(SqsEvent batch) throws InterruptedException {
        List<Message> messages = batch.messages();
        Set<String> ids = messages.stream().map(Message::messageId).collect(Collectors.toSet());
        Running invocation = new Running(UUID.randomUUID().toString(), System.nanoTime() + timeout.toNanos());
        Future<byte[]> run = environments.submit(() -> {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            function.handle(new ByteArrayInputStream(batch.json()), answer, invocation);
            return answer.toByteArray();
        });
        try {
            byte[] text = run.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!reportsFailures) {
                return messages;
            }
            BatchAnswer answer = BatchAnswer.read(text, ids);
            if (answer instanceof BatchAnswer.Partly partly) {
                return messages.stream()
                        .filter(message -> !partly.failedIds().contains(message.messageId()))
                        .toList();
            }
            return allFailed(invocation, messages, ((BatchAnswer.AllFailed) answer).why());
        } catch (ExecutionException e) {
            return allFailed(invocation, messages, "it threw " + e.getCause());
        } catch (TimeoutException e) {
            run.cancel(true);
            return allFailed(invocation, messages, "it timed out");
        }
    }

    private static List<Message> allFailed(Running invocation, List<Message> messages, String why) {
        LOG.warn("invocation {}: all {} messages come again: {}", invocation.requestId(), messages.size(), why);
        return List.of();
    }

    private record Running(String requestId, long deadline) implements LocalFunction.Invocation {
        @Override
        public Duration timeLeft() {
            return Duration.ofNanos(deadline - System.nanoTime());
        }
    }
}
