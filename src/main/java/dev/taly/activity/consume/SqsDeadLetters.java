package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * An SQS queue for dead letters. Each letter has the body as it came, the sender's attributes, and five that say why:
 * {@code rejection.code}, {@code rejection.pointer} ({@code #} for the whole message, as SQS takes no empty value),
 * {@code rejection.message}, {@code rejection.messageId} (its id in the first queue, also after replays) and {@code
 * rejection.at}.
 *
 * <p>SQS allows <a
 * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">10
 * attributes</a>: of a sender's own, the first five by name go along. A letter that the queue refuses is tried once more
 * without them, as they may be what makes it too large; refused again, it has failed, and the queue that it came from moves
 * it in the end. A queue that takes larger messages than that one never refuses for size.
 */
public final class SqsDeadLetters implements DeadLetters {
    /** Every attribute of ours starts with it; a sender's attribute of such a name is replaced. */
    public static final String PREFIX = "rejection.";

    /** The rejection code, in its wire form. */
    public static final String CODE = PREFIX + "code";
    /** A JSON Pointer to what is wrong; {@code #} for the whole message. */
    public static final String POINTER = PREFIX + "pointer";
    /** One sentence that says what was expected. */
    public static final String MESSAGE = PREFIX + "message";
    /** The id that the message had in the first queue. */
    public static final String MESSAGE_ID = PREFIX + "messageId";
    /** When it was rejected, in UTC. */
    public static final String AT = PREFIX + "at";

    private static final Logger LOG = LoggerFactory.getLogger(SqsDeadLetters.class);
    private static final int MAX_ENTRIES = 10;
    private static final int MAX_BATCH_BYTES = 256 * 1024;
    private static final int BAD_REQUEST = 400;
    private static final int PAYLOAD_TOO_LARGE = 413;

    private final SqsClient sqs;
    private final String queueUrl;

    /** Sends to that queue. The caller keeps and closes the client, whose timeouts and retries hold here. */
    public SqsDeadLetters(SqsClient sqs, String queueUrl) {
        this.sqs = requireNonNull(sqs, "sqs is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
    }

    @Override
    public Set<String> send(List<DeadLetter> letters) {
        Set<String> arrived = new HashSet<>();
        List<SqsLetter> batch = new ArrayList<>();
        long bytes = 0;
        for (DeadLetter dead : letters) {
            SqsLetter letter = SqsLetter.of(dead);
            if (batch.size() == MAX_ENTRIES || (!batch.isEmpty() && bytes + letter.size() > MAX_BATCH_BYTES)) {
                arrived.addAll(sendBatch(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(letter);
            bytes += letter.size();
        }
        if (!batch.isEmpty()) {
            arrived.addAll(sendBatch(batch));
        }
        return arrived;
    }

    /** @param batch 1 to 10; in the request, each is named by its index */
    private Set<String> sendBatch(List<SqsLetter> batch) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, batch.size())
                .mapToObj(index -> batch.get(index).entry(Integer.toString(index)))
                .toList();
        try {
            return arrived(
                    batch, sqs.sendMessageBatch(send -> send.queueUrl(queueUrl).entries(entries)));
        } catch (AwsServiceException e) {
            if (!isRefusal(e)) {
                LOG.warn("{} dead letters could not be sent and will come again: {}", batch.size(), e.toString());
                return Set.of();
            }
            if (batch.size() == 1) {
                return sendLighter(batch.get(0), e.toString());
            }
            // One letter may have spoilt it for the others.
            Set<String> arrived = new HashSet<>();
            batch.forEach(letter -> arrived.addAll(sendBatch(List.of(letter))));
            return arrived;
        } catch (RuntimeException e) {
            LOG.warn("{} dead letters could not be sent and will come again: {}", batch.size(), e.toString());
            return Set.of();
        }
    }

    private Set<String> arrived(List<SqsLetter> batch, SendMessageBatchResponse response) {
        Set<String> arrived = new HashSet<>();
        response.successful()
                .forEach(entry -> at(entry.id(), batch).ifPresent(letter -> arrived.add(letter.messageId())));
        for (BatchResultErrorEntry entry : response.failed()) {
            at(entry.id(), batch).ifPresent(letter -> {
                if (Boolean.TRUE.equals(entry.senderFault()) && !isThrottling(entry)) {
                    arrived.addAll(sendLighter(letter, entry.code()));
                } else {
                    LOG.warn("the dead letter queue failed on message {}: {}", letter.messageId(), entry.code());
                }
            });
        }
        return arrived;
    }

    private Set<String> sendLighter(SqsLetter letter, String why) {
        LOG.warn("the dead letter queue refused message {}: {}", letter.messageId(), why);
        return letter.own().isEmpty() ? Set.of() : sendBatch(List.of(letter.lighter()));
    }

    private static Optional<SqsLetter> at(String index, List<SqsLetter> batch) {
        return IntStream.range(0, batch.size())
                .filter(i -> Integer.toString(i).equals(index))
                .mapToObj(batch::get)
                .findFirst();
    }

    private static boolean isThrottling(BatchResultErrorEntry entry) {
        return entry.code() != null && entry.code().contains("Throttl");
    }

    private static boolean isRefusal(AwsServiceException e) {
        return (e.statusCode() == BAD_REQUEST || e.statusCode() == PAYLOAD_TOO_LARGE)
                && !(e instanceof QueueDoesNotExistException)
                && !e.isThrottlingException();
    }
}
