package dev.taly.activity.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.model.Item.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A bucket that refuses one tenant for good, as a wrong policy would: what it costs that tenant, and nobody else. */
final class FailingTenantTest {
    private static final int MAX_RECEIVES = 3;
    private static final int MOST_ROUNDS = 10;
    private static final List<String> TENANTS = List.of("acme", "beta", "broken");

    private final VirtualTime time = new VirtualTime();
    private final Steps steps = new Steps(time);
    private final Tally tally = new Tally();
    private final Findings findings = new Findings(steps);
    private final Chance chance = Chance.always(Fault.STORE_REFUSES_A_TENANT, tally, steps);
    private final ModelDeadLetterQueue deadLetters = new ModelDeadLetterQueue();
    private final ModelQueue queue = new ModelQueue(time, chance, steps, tally, deadLetters, MAX_RECEIVES);
    private final ModelBucket bucket = new ModelBucket(queue, findings);
    private final ModelFunction function =
            new ModelFunction(time, new ModelClock(time), chance, findings, bucket, deadLetters);
    private final ModelMapping mapping =
            new ModelMapping(time, chance, steps, findings, tally, queue, bucket, function);

    @Test
    void failingTenant_costsTheOthersNoReceive() {
        for (int number = 0; number < 60; number++) {
            Item item = new Item(number, "e" + number, TENANTS.get(number % TENANTS.size()), Kind.VALID);
            String text = item.text(time.now().toString());
            queue.send(item, text, text, null, Map.of());
        }
        function.refuseTenant("broken");

        for (int round = 0; round < MOST_ROUNDS && !queue.isEmpty(); round++) {
            while (mapping.poll(10)) {
                // Until all that is left is hidden.
            }
            time.advance(Duration.ofNanos(ModelQueue.VISIBILITY_NANOS));
        }

        assertThat(findings.all()).isEmpty();
        assertThat(queue.isEmpty()).isTrue();
        for (QueuedMessage message : queue.messages()) {
            boolean broken = message.item.tenant().equals("broken");
            assertThat(message.receives).as(message.toString()).isEqualTo(broken ? MAX_RECEIVES : 1);
            assertThat(bucket.count(message.line())).as(message.toString()).isEqualTo(broken ? 0 : 1);
        }
        assertThat(deadLetters.letters())
                .hasSize(20)
                .allMatch(letter ->
                        letter.redriven() && letter.message().item.tenant().equals("broken"));
    }
}
