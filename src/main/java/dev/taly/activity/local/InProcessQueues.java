package dev.taly.activity.local;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.local.sns.MessageAttribute;
import dev.taly.activity.local.sns.QueueMessage;
import dev.taly.activity.local.sns.QueueSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.ImmediateNextDelivery$;
import org.elasticmq.MessageContent;
import org.elasticmq.NewMessageData;
import org.elasticmq.StringMessageAttribute;
import org.elasticmq.msg.LookupQueue;
import org.elasticmq.msg.SendMessage;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/**
 * ElasticMQ's queues, asked within the process, which takes a fraction of the work of HTTP. That is for plain messages alone, which no
 * queue refuses: ElasticMQ checks what comes over HTTP, and not what its actors are told. All else goes over the wire. Safe for any
 * number of threads.
 */
final class InProcessQueues implements QueueSender {
    /** As long as a client of SQS waits, all in all. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Of a batch's texts: less than SQS takes, at three bytes each. */
    private static final int MAX_CHARACTERS = 64 * 1024;

    private static final int MAX_ATTRIBUTES = 10;
    private static final int MAX_GROUP = 128;
    private static final String FIFO = ".fifo";

    private final ActorRef manager;
    private final QueueSender wire;

    /**
     * Those of that manager.
     *
     * @param wire sends to the same queues
     */
    InProcessQueues(ActorRef manager, QueueSender wire) {
        this.manager = requireNonNull(manager, "manager is null");
        this.wire = requireNonNull(wire, "wire is null");
    }

    @Override
    public List<Sent> send(String queueArn, List<QueueMessage> batch) {
        if (!isPlain(queueArn, batch)) {
            return wire.send(queueArn, batch);
        }
        try {
            return find(queueArn).map(queue -> send(queue, batch)).orElseGet(() -> wire.send(queueArn, batch));
        } catch (CompletionException e) {
            return Collections.nCopies(batch.size(), new Sent.Failed(String.valueOf(e.getCause())));
        }
    }

    /** The queue, if it is there. */
    private Optional<ActorRef> find(String queueArn) {
        String name = queueArn.substring(queueArn.lastIndexOf(':') + 1);
        Option<?> found = (Option<?>)
                ask(manager, new LookupQueue(name)).toCompletableFuture().join();
        return OptionConverters.toJava(found).map(ActorRef.class::cast);
    }

    private static List<Sent> send(ActorRef queue, List<QueueMessage> batch) {
        // All are asked before the first is waited for, in their order.
        List<CompletionStage<Object>> asked = new ArrayList<>();
        batch.forEach(message -> asked.add(ask(queue, new SendMessage(data(message)))));
        List<Sent> sent = new ArrayList<>();
        asked.forEach(answer -> sent.add(sent(answer)));
        return sent;
    }

    private static Sent sent(CompletionStage<Object> answer) {
        try {
            var unused = answer.toCompletableFuture().join();
            return new Sent.Taken();
        } catch (CompletionException e) {
            return new Sent.Failed(String.valueOf(e.getCause()));
        }
    }

    private static CompletionStage<Object> ask(ActorRef actor, Object question) {
        return Patterns.ask(actor, question, PATIENCE);
    }

    private static NewMessageData data(QueueMessage message) {
        Map<String, org.elasticmq.MessageAttribute> attributes = new HashMap<>();
        message.attributes()
                .forEach((name, attribute) ->
                        attributes.put(name, new StringMessageAttribute(attribute.value(), Option.empty())));
        return new NewMessageData(
                Option.empty(),
                new MessageContent(message.body()),
                scala.collection.immutable.Map.from(CollectionConverters.asScala(attributes)),
                ImmediateNextDelivery$.MODULE$,
                OptionConverters.toScala(message.groupId()),
                Option.empty(),
                0,
                Option.empty(),
                Option.empty(),
                Option.empty());
    }

    /** Whether no queue has a reason to refuse one of them. */
    private static boolean isPlain(String queueArn, List<QueueMessage> batch) {
        int characters = 0;
        for (QueueMessage message : batch) {
            if (!isPlain(message)) {
                return false;
            }
            characters += message.body().length();
            for (Map.Entry<String, MessageAttribute> attribute :
                    message.attributes().entrySet()) {
                characters += attribute.getKey().length()
                        + attribute.getValue().value().length();
            }
        }
        return characters <= MAX_CHARACTERS && !queueArn.endsWith(FIFO);
    }

    private static boolean isPlain(QueueMessage message) {
        return isPlain(message.body())
                && message.attributes().size() <= MAX_ATTRIBUTES
                && message.attributes().values().stream()
                        .allMatch(attribute -> attribute.dataType().equals("String") && isPlain(attribute.value()))
                && message.groupId().map(InProcessQueues::isPlainGroup).orElse(true);
    }

    private static boolean isPlainGroup(String group) {
        return group.length() <= MAX_GROUP && group.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    /** Not all that SQS takes: what is beyond the basic plane comes in pairs, which are left to ElasticMQ. */
    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(
                                c -> (c >= ' ' && c < Character.MIN_SURROGATE) || c == '\n' || c == '\r' || c == '\t');
    }
}
