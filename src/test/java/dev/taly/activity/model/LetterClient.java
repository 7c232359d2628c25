package dev.taly.activity.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The way of one invocation to the dead letter queue, and all that can happen on it. */
final class LetterClient implements SqsClient {
    private static final int MAX_ENTRIES = 10;

    private final ModelDeadLetterQueue deadLetters;
    private final Invocation invocation;
    private final VirtualTime time;
    private final Chance chance;
    private final Findings findings;

    LetterClient(
            ModelDeadLetterQueue deadLetters,
            Invocation invocation,
            VirtualTime time,
            Chance chance,
            Findings findings) {
        this.deadLetters = deadLetters;
        this.invocation = invocation;
        this.time = time;
        this.chance = chance;
        this.findings = findings;
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        invocation.step();
        time.advanceMillis(chance.between(1, 30));
        List<SendMessageBatchRequestEntry> entries = request.entries();
        long ids = entries.stream()
                .map(SendMessageBatchRequestEntry::id)
                .distinct()
                .count();
        findings.expect(
                !entries.isEmpty() && entries.size() <= MAX_ENTRIES && ids == entries.size(),
                Promise.WELL_FORMED,
                "a request of %d letters",
                entries.size());
        beforeTheyArrive(entries);
        List<SendMessageBatchResultEntry> arrived = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (SendMessageBatchRequestEntry entry : entries) {
            refuse(entry).ifPresentOrElse(failed::add, () -> {
                boolean omitted = chance.strikes(Fault.LETTERS_ENTRY_OMITTED);
                if (!omitted || chance.percent(50)) {
                    arrive(entry);
                }
                if (omitted) {
                    blame(entry);
                } else {
                    arrived.add(
                            SendMessageBatchResultEntry.builder().id(entry.id()).build());
                }
            });
        }
        invocation.step();
        if (chance.strikes(Fault.LETTERS_ANSWER_LOST)) {
            entries.forEach(this::blame);
            throw SdkClientException.create("timed out");
        }
        return SendMessageBatchResponse.builder()
                .successful(arrived)
                .failed(failed)
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private void beforeTheyArrive(List<SendMessageBatchRequestEntry> entries) {
        if (chance.strikes(Fault.LETTERS_DOWN)) {
            entries.forEach(this::blame);
            throw failure(503);
        }
        if (chance.strikes(Fault.LETTERS_UNREACHABLE)) {
            entries.forEach(this::blame);
            throw SdkClientException.create("cannot connect");
        }
        if (chance.strikes(Fault.LETTERS_CLIENT_BROKEN)) {
            entries.forEach(this::blame);
            throw new IllegalStateException("connection pool shut down");
        }
        if (chance.strikes(Fault.LETTERS_HANG)) {
            // Letters go in groups, and a group's requests one after the other.
            invocation.blameLetters();
            if (chance.percent(50)) {
                entries.forEach(this::arrive);
            }
            throw new Hanging();
        }
        if (chance.strikes(Fault.LETTERS_REQUEST_REFUSED)) {
            // Taken apart, the others arrive.
            if (entries.size() == 1) {
                blame(entries.get(0));
            }
            throw failure(400);
        }
    }

    private Optional<BatchResultErrorEntry> refuse(SendMessageBatchRequestEntry entry) {
        boolean refused = chance.strikes(Fault.LETTERS_ENTRY_REFUSED);
        if (!refused && !chance.strikes(Fault.LETTERS_ENTRY_FAILED)) {
            return Optional.empty();
        }
        blame(entry);
        return Optional.of(BatchResultErrorEntry.builder()
                .id(entry.id())
                .code(refused ? "InvalidMessageContents" : "InternalError")
                .senderFault(refused)
                .build());
    }

    private void arrive(SendMessageBatchRequestEntry entry) {
        Map<String, String> attributes = new HashMap<>();
        entry.messageAttributes().forEach((name, value) -> attributes.put(name, value.stringValue()));
        String code = attributes.getOrDefault("rejection.code", "none");
        // After a replay, two messages of a batch may have the same first id: a letter for each is due.
        Optional<QueuedMessage> message = invocation.batch().stream()
                .filter(candidate -> candidate.firstId().equals(firstId(entry))
                        && candidate.body.equals(entry.messageBody())
                        && code.equals(candidate.rejection()))
                .min(Comparator.comparing(candidate -> candidate.lettered));
        boolean saysWhy = List.of("code", "pointer", "message", "messageId", "at").stream()
                .allMatch(name -> attributes.containsKey("rejection." + name));
        findings.expect(
                message.isPresent() && saysWhy,
                Promise.TRUE_LETTER,
                "the letter %s of %s is about no invalid message",
                attributes,
                entry.messageBody());
        findings.expect(
                invocation.letter(firstId(entry)) <= copies(firstId(entry)),
                Promise.NO_NEEDLESS_DUPLICATE,
                "message %s has two letters",
                firstId(entry));
        message.ifPresent(known -> deadLetters.add(known, attributes));
    }

    /** How many messages of the batch have that first id: more than one after a replay only. */
    private long copies(String firstId) {
        return invocation.batch().stream()
                .filter(message -> message.firstId().equals(firstId))
                .map(message -> message.id)
                .distinct()
                .count();
    }

    private void blame(SendMessageBatchRequestEntry entry) {
        invocation.blameLetter(firstId(entry));
    }

    private static String firstId(SendMessageBatchRequestEntry entry) {
        return entry.messageAttributes().containsKey("rejection.messageId")
                ? entry.messageAttributes().get("rejection.messageId").stringValue()
                : "none";
    }

    private static SqsException failure(int status) {
        return (SqsException) SqsException.builder()
                .statusCode(status)
                .message("status " + status)
                .build();
    }
}
