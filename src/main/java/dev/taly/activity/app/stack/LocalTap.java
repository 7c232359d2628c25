package dev.taly.activity.app.stack;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.tap.Tap;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.SourceMessage.Attribute;
import dev.taly.activity.local.Mailbox;
import dev.taly.activity.local.sns.QueueMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sns.SnsClient;

/** Looks on at a topic of the local AWS of this process, without a queue. */
public final class LocalTap implements Tap {
    private static final int MOST = 100;

    private final SnsClient sns;
    private final String subscriptionArn;
    private final Mailbox box;
    private final Clock clock;

    private LocalTap(SnsClient sns, String subscriptionArn, Mailbox box, Clock clock) {
        this.sns = sns;
        this.subscriptionArn = subscriptionArn;
        this.box = box;
        this.clock = clock;
    }

    /** Opens one; what is published once this has returned comes. */
    static LocalTap open(SnsClient sns, String topicArn, Mailbox box, Clock clock) {
        requireNonNull(clock, "clock is null");
        String arn = sns.subscribe(subscribe -> subscribe
                        .topicArn(topicArn)
                        .protocol("sqs")
                        .endpoint(box.arn())
                        .attributes(Map.of("RawMessageDelivery", "true"))
                        .returnSubscriptionArn(true))
                .subscriptionArn();
        return new LocalTap(sns, arn, box, clock);
    }

    @Override
    public List<SourceMessage> receive(Duration wait) {
        try {
            return box.receive(MOST, wait).stream().map(this::received).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public long dropped() {
        return box.dropped();
    }

    @Override
    public void close() {
        sns.unsubscribe(unsubscribe -> unsubscribe.subscriptionArn(subscriptionArn));
        sns.close();
    }

    private SourceMessage received(QueueMessage message) {
        Map<String, Attribute> attributes = new HashMap<>();
        message.attributes()
                .forEach((name, attribute) ->
                        attributes.put(name, new Attribute(attribute.dataType(), attribute.value())));
        return new SourceMessage(UUID.randomUUID().toString(), message.body(), clock.instant(), attributes);
    }
}
