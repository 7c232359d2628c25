package dev.taly.activity.local.sns;

import dev.taly.activity.local.sns.QueueSender.Sent;
import java.util.ArrayList;
import java.util.List;

/**
 * Delivers to all subscribers of a topic, one batch for each. A message counts as published only once everybody who wants
 * it has it, so that a publisher who retries what failed loses nothing; some subscribers may then get it twice.
 */
final class Fanout {
    private final Delivery delivery;

    Fanout(Delivery delivery) {
        this.delivery = delivery;
    }

    /** Says the worst that became of each message, in the same order: failed, refused, taken. */
    List<Outcome> publish(Topic topic, List<Message> messages) {
        List<Outcome> outcomes = new ArrayList<>();
        messages.forEach(message -> outcomes.add(new Outcome(new Sent.Taken(), "")));
        for (Subscription subscription : topic.subscriptions().values()) {
            List<Message> wanted = new ArrayList<>();
            List<Integer> indexes = new ArrayList<>();
            for (int i = 0; i < messages.size(); i++) {
                if (subscription.wants(messages.get(i))) {
                    wanted.add(messages.get(i));
                    indexes.add(i);
                }
            }
            List<Sent> sent = delivery.deliver(subscription, wanted);
            for (int i = 0; i < sent.size(); i++) {
                Outcome outcome = new Outcome(sent.get(i), subscription.endpoint());
                int index = indexes.get(i);
                if (outcome.badness() > outcomes.get(index).badness()) {
                    outcomes.set(index, outcome);
                }
            }
        }
        return outcomes;
    }

    /**
     * What became of a message.
     *
     * @param queueArn where
     */
    record Outcome(Sent sent, String queueArn) {
        private int badness() {
            if (sent instanceof Sent.Taken) {
                return 0;
            }
            return sent instanceof Sent.Refused ? 1 : 2;
        }

        /** Throws unless it was taken: an error to retry if it failed, one not to if it was refused. */
        void check() {
            if (sent instanceof Sent.Refused refused) {
                throw SnsException.invalidParameter(
                        "Message Reason: " + queueArn + " does not take it: " + refused.code() + ": " + refused.why());
            }
            if (sent instanceof Sent.Failed failed) {
                throw SnsException.internal("not delivered to " + queueArn + ": " + failed.why());
            }
        }
    }
}
