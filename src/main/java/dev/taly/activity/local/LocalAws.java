package dev.taly.activity.local;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.local.sns.QueueSender;
import dev.taly.activity.local.sns.SnsHandler;
import dev.taly.activity.local.sns.SqsQueues;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * SNS, SQS and S3 in this process, behind one address on loopback. It takes any credentials and checks no signature.
 * Objects stay on disk; topics, subscriptions and queues are in memory. Safe for any number of clients.
 */
public final class LocalAws implements AutoCloseable {
    /** The region of every ARN. */
    public static final String REGION = "us-east-1";

    /** The account of every ARN. */
    public static final String ACCOUNT = "000000000000";

    static final String LOOPBACK = "127.0.0.1";

    private final FrontDoor front;
    private final URI sqs;
    private final URI s3;
    private final Mailboxes mailboxes;
    private final Deque<AutoCloseable> parts;

    private LocalAws(FrontDoor front, URI sqs, URI s3, Mailboxes mailboxes, Deque<AutoCloseable> parts) {
        this.front = requireNonNull(front, "front is null");
        this.sqs = requireNonNull(sqs, "sqs is null");
        this.s3 = requireNonNull(s3, "s3 is null");
        this.mailboxes = requireNonNull(mailboxes, "mailboxes is null");
        this.parts = requireNonNull(parts, "parts is null");
    }

    /**
     * Starts everything; that takes some seconds.
     *
     * @param directory where the objects are; made if it is not there
     * @param bucket the one bucket
     * @param port the port for all services, 0 for any free one
     * @throws LocalAwsException if the port or the directory is in use, or a service can't start: then nothing runs
     */
    public static LocalAws start(Path directory, String bucket, int port) {
        FrontDoor front = FrontDoor.open(port);
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            // Each takes a second or more, so side by side.
            CompletableFuture<LocalS3> starting = CompletableFuture.supplyAsync(() -> LocalS3.start(directory, bucket));
            LocalSqs sqs;
            LocalS3 s3;
            try {
                sqs = started(parts, LocalSqs.start(front.address()));
            } finally {
                s3 = started(parts, join(starting));
            }
            SqsClient deliveries = started(parts, client(sqs.endpoint()));
            Mailboxes mailboxes = new Mailboxes(sqs.sender(new SqsQueues(deliveries)));
            front.serve(sns(mailboxes), sqs.endpoint(), s3.endpoint());
            // The last to start is the first to stop: nobody comes in while the services go.
            started(parts, front);
            return new LocalAws(front, sqs.endpoint(), s3.endpoint(), mailboxes, parts);
        } catch (RuntimeException e) {
            parts.addLast(front);
            try {
                close(parts);
            } catch (LocalAwsException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    /** The one address of all services. */
    public URI endpoint() {
        return front.address();
    }

    /** SQS's own address, which spares those in this process the way through the one address. */
    public URI sqsEndpoint() {
        return sqs;
    }

    /** S3's own address, as {@link #sqsEndpoint}. */
    public URI s3Endpoint() {
        return s3;
    }

    /** A queue for a subscriber in this process, in place of an older one of that name. */
    public Mailbox mailbox(String name) {
        return mailboxes.open(name);
    }

    /** From now on SNS answers 503, so that a publisher keeps its events; what is queued can still be worked off. */
    public void refusePublishing() {
        front.refusePublishing();
    }

    @Override
    public void close() {
        close(parts);
    }

    private static <T extends AutoCloseable> T started(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LocalAwsException known ? known : e;
        }
    }

    private static SnsHandler sns(QueueSender queues) {
        return new SnsHandler(
                REGION,
                ACCOUNT,
                queues,
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString());
    }

    /** Within this process nobody asks for signatures, and nothing changes a message on its way. */
    private static SqsClient client(URI sqs) {
        return SqsClient.builder()
                .endpointOverride(sqs)
                .region(Region.of(REGION))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .checksumValidationEnabled(false)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .proxyConfiguration(
                                proxy -> proxy.useSystemPropertyValues(false).useEnvironmentVariablesValues(false)))
                .build();
    }

    /** Closes all, also where one of them can't. */
    private static void close(Deque<AutoCloseable> parts) {
        LocalAwsException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failure = new LocalAwsException("a service cannot stop: " + e, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
