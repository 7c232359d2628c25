package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.OperatorOptions;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.deadletter.LetterQueue;
import dev.taly.activity.deadletter.LetterSender;
import dev.taly.activity.deadletter.OperationLog;
import dev.taly.activity.deadletter.OperationLog.Operation;
import dev.taly.activity.deadletter.Quarantine;
import dev.taly.activity.deadletter.SqsLetterQueue;
import dev.taly.activity.deadletter.SqsLetterSender;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The parts of a stack that dead letters need; each is looked for when it is used. To be used by one thread. */
final class DlqStack implements AutoCloseable {
    private static final int REQUESTS_AT_ONCE = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(REQUESTS_AT_ONCE, work -> {
        Thread thread = new Thread(work, "dead-letters");
        thread.setDaemon(true);
        return thread;
    });
    private final AwsClients clients;
    private final SqsClient sqs;
    private final String dlqUrl;
    private final Optional<String> queue;
    private final Optional<String> bucket;
    private @Nullable S3Client s3;
    private @Nullable String queueUrl;

    /**
     * @param dlq name or URL
     * @param queue name or URL
     */
    DlqStack(AwsClients clients, String dlq, Optional<String> queue, Optional<String> bucket) {
        this.clients = clients;
        this.queue = queue;
        this.bucket = bucket;
        this.sqs = clients.sqs();
        this.dlqUrl = url(dlq, "--dlq");
    }

    /**
     * Writes the activity event of what was done.
     *
     * @return whether it is on its way
     */
    boolean record(OperatorOptions operator, Console console, Operation operation, Map<String, ?> details) {
        String problem = new OperationLog(consumer(), operator.tenant(), operator.who(), Clock.systemUTC())
                .record(operation, dlqName(), details);
        if (!problem.isEmpty()) {
            console.problem("the activity event " + operation.action() + " could not be written: " + problem, "");
        }
        return problem.isEmpty();
    }

    SqsClient sqs() {
        return sqs;
    }

    String dlqName() {
        return name(dlqUrl);
    }

    String dlqArn() {
        return arn(dlqUrl);
    }

    String queueArn() {
        return arn(queueUrl());
    }

    private String arn(String url) {
        return sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    }

    LetterQueue letters() {
        return new SqsLetterQueue(sqs, dlqUrl, threads, REQUESTS_AT_ONCE);
    }

    /** Sends to the dead letter queue itself. */
    LetterSender deadLetters() {
        return new SqsLetterSender(sqs, dlqUrl);
    }

    /** Sends to the consumer's queue. */
    LetterSender consumer() {
        return new SqsLetterSender(sqs, queueUrl());
    }

    /** The consumer's queue: the given one, or the only one whose dead letters these are. */
    String queueUrl() {
        if (queueUrl == null) {
            queueUrl = queue.map(name -> url(name, "--queue")).orElseGet(this::onlySource);
        }
        return queueUrl;
    }

    /** The archive, where a bucket is known. */
    Optional<ObjectStore> store() {
        return bucket.map(name -> {
            if (s3 == null) {
                s3 = clients.s3();
            }
            return new S3ObjectStore(s3, name);
        });
    }

    Quarantine quarantine() {
        return new Quarantine(
                store().orElseThrow(() -> new CommandFailure(
                        "letters are kept in the archive's bucket, and none is known", "Name it with --bucket.")),
                dlqName(),
                Clock.systemUTC());
    }

    @Override
    public void close() {
        threads.shutdown();
        sqs.close();
        if (s3 != null) {
            s3.close();
        }
    }

    private String onlySource() {
        List<String> sources =
                sqs.listDeadLetterSourceQueues(list -> list.queueUrl(dlqUrl)).queueUrls();
        if (sources.size() != 1) {
            throw new CommandFailure(
                    sources.isEmpty()
                            ? "no queue sends its dead letters to " + dlqName()
                            : "several queues send their dead letters to " + dlqName(),
                    "Name the consumer's queue with --queue.");
        }
        return sources.get(0);
    }

    private String url(String nameOrUrl, String option) {
        if (nameOrUrl.contains("://")) {
            return nameOrUrl;
        }
        try {
            return sqs.getQueueUrl(get -> get.queueName(nameOrUrl)).queueUrl();
        } catch (QueueDoesNotExistException e) {
            throw new CommandFailure(
                    "there is no queue " + nameOrUrl, "Name one of this account with " + option + ".", e);
        }
    }

    static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
