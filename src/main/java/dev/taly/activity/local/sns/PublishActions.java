package dev.taly.activity.local.sns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Publishes. A message is acknowledged once the queues have it. Of a batch, a message that is wrong or could not be
 * delivered fails alone; what is wrong with the batch, with its ids or with message attributes refuses all of it.
 */
final class PublishActions {
    private static final Pattern ENTRY_ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private final Topics topics;
    private final Account account;
    private final MessageReader messages;
    private final Fanout fanout;

    PublishActions(Topics topics, Account account, MessageReader messages, Fanout fanout) {
        this.topics = topics;
        this.account = account;
        this.messages = messages;
        this.fanout = fanout;
    }

    void publish(QueryForm request, XmlWriter result) {
        if (request.find("PhoneNumber").isPresent()) {
            throw SnsException.invalidParameter("PhoneNumber Reason: this SNS publishes to topics only");
        }
        Message message = messages.read(request, MessageAttributes.read(request));
        String arn = request.find("TopicArn")
                .or(() -> request.find("TargetArn"))
                .orElseThrow(() -> SnsException.invalidParameter(
                        "TopicArn or TargetArn Reason: no value for required" + " parameter"));
        Topic topic = topics.get(account.checkedArn("TopicArn", arn));
        fanout.publish(topic, List.of(message)).get(0).check();
        result.text("MessageId", message.id());
    }

    void publishBatch(QueryForm request, XmlWriter result) {
        Topic topic = topics.get(account.checkedArn("TopicArn", request.get("TopicArn")));
        List<QueryForm> entries = request.members("PublishBatchRequestEntries");
        checkIds(entries);
        List<Map<String, MessageAttribute>> attributes =
                entries.stream().map(MessageAttributes::read).toList();
        checkSize(entries, attributes);

        List<Failure> failures = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<Message> batch = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String id = entries.get(i).get("Id");
            try {
                batch.add(messages.read(entries.get(i), attributes.get(i)));
                ids.add(id);
            } catch (SnsException e) {
                failures.add(new Failure(id, e));
            }
        }
        List<Fanout.Outcome> outcomes = fanout.publish(topic, batch);

        result.open("Successful");
        for (int i = 0; i < outcomes.size(); i++) {
            try {
                outcomes.get(i).check();
                result.open("member")
                        .text("Id", ids.get(i))
                        .text("MessageId", batch.get(i).id())
                        .close("member");
            } catch (SnsException e) {
                failures.add(new Failure(ids.get(i), e));
            }
        }
        result.close("Successful").open("Failed");
        failures.forEach(failure -> failure.write(result));
        result.close("Failed");
    }

    private static void checkIds(List<QueryForm> entries) {
        if (entries.isEmpty()) {
            throw SnsException.badRequest("EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }
        if (entries.size() > QueueSender.MAX_MESSAGES) {
            throw SnsException.badRequest(
                    "TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
        }
        Set<String> ids = new HashSet<>();
        for (QueryForm entry : entries) {
            if (!ids.add(entry.get("Id"))) {
                throw SnsException.badRequest(
                        "BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
            }
        }
        for (String id : ids) {
            if (!ENTRY_ID.matcher(id).matches()) {
                throw SnsException.badRequest(
                        "InvalidBatchEntryId",
                        "The Id of a batch entry in the batch request contains an impermissible character or is too"
                                + " long: " + id);
            }
        }
    }

    private static void checkSize(List<QueryForm> entries, List<Map<String, MessageAttribute>> attributes) {
        int size = 0;
        for (int i = 0; i < entries.size(); i++) {
            size += Message.size(entries.get(i).find("Message").orElse(""), attributes.get(i));
        }
        if (size > Message.MAX_BYTES) {
            throw SnsException.badRequest(
                    "BatchRequestTooLong", "The length of all the messages put together is more than the limit.");
        }
    }

    private record Failure(String id, SnsException error) {
        void write(XmlWriter result) {
            result.open("member")
                    .text("Id", id)
                    .text("Code", error.code())
                    .text("Message", error.text())
                    .text("SenderFault", Boolean.toString(error.isSendersFault()))
                    .close("member");
        }
    }
}
