package dev.taly.activity.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.consume.SourceMessage.Attribute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a queue of letters does, whatever it is made of. */
abstract class LetterQueueContractTest {
    private static final Duration HOLD = Duration.ofMinutes(1);

    /** Both ends of an empty queue. */
    record Ends(LetterQueue queue, LetterSender sender) {}

    abstract Ends emptyQueue();

    @Test
    void letter_comesOutAsItWentIn() {
        Ends ends = emptyQueue();
        String body = "{\"name\":\"\u00fc\ud83d\udca5\"} \t\n";
        Map<String, Attribute> attributes = Letters.reasons("first", "too_deep", "/metadata");
        attributes.put("binary", new Attribute("Binary", "AP8="));
        attributes.put("number", new Attribute("Number", "5"));

        assertThat(ends.sender().send(List.of(new Outgoing("m-1", body, attributes, "acme"))))
                .isEmpty();

        assertThat(ends.queue().take(HOLD)).singleElement().satisfies(held -> {
            assertThat(held.letter().message().body()).isEqualTo(body);
            assertThat(held.letter().message().attributes()).isEqualTo(attributes);
            assertThat(held.letter().reason().code()).isEqualTo("too_deep");
            assertThat(held.letter().firstId()).isEqualTo("first");
            assertThat(held.letter().receives()).isEqualTo(1);
            assertThat(held.letter().messageId()).isEqualTo(held.receipt().messageId());
        });
    }

    @Test
    void takenLetter_isHiddenUntilItIsReleased() {
        Ends ends = emptyQueue();
        send(ends, 1);

        HeldLetter taken = ends.queue().take(HOLD).get(0);
        assertThat(ends.queue().take(HOLD)).isEmpty();
        assertThat(ends.queue().depth()).isEqualTo(new LetterQueue.Depth(0, 1));

        ends.queue().release(List.of(taken.receipt()));
        assertThat(ends.queue().depth()).isEqualTo(new LetterQueue.Depth(1, 0));
        assertThat(ends.queue().take(HOLD)).singleElement().satisfies(again -> {
            assertThat(again.letter().messageId()).isEqualTo(taken.letter().messageId());
            assertThat(again.letter().sentAt()).isEqualTo(taken.letter().sentAt());
            assertThat(again.letter().receives()).isEqualTo(2);
        });
    }

    @Test
    void heldLetter_canBeHeldForLonger() {
        Ends ends = emptyQueue();
        send(ends, 1);
        HeldLetter taken = ends.queue().take(HOLD).get(0);

        assertThat(ends.queue().renew(List.of(taken.receipt()), HOLD))
                .containsExactly(taken.receipt().messageId());

        assertThat(ends.queue().take(HOLD)).isEmpty();
    }

    @Test
    void deletedLetters_areGone() {
        Ends ends = emptyQueue();
        send(ends, 25);
        List<Receipt> receipts = takeAll(ends);

        assertThat(ends.queue().delete(receipts))
                .containsExactlyInAnyOrderElementsOf(
                        receipts.stream().map(Receipt::messageId).toList());

        assertThat(ends.queue().depth()).isEqualTo(new LetterQueue.Depth(0, 0));
    }

    @Test
    void manyLetters_areReleasedTogether() {
        Ends ends = emptyQueue();
        send(ends, 25);

        ends.queue().release(takeAll(ends));

        assertThat(ends.queue().depth()).isEqualTo(new LetterQueue.Depth(25, 0));
    }

    @Test
    void nothing_isDoneWithNothing() {
        Ends ends = emptyQueue();

        ends.queue().release(List.of());
        assertThat(ends.queue().delete(List.of())).isEmpty();
        assertThat(ends.queue().take(HOLD)).isEmpty();
    }

    @Test
    void largeLetters_goOutInRequestsThatTheQueueTakes() {
        Ends ends = emptyQueue();

        assertThat(ends.sender()
                        .send(IntStream.range(0, 10)
                                .mapToObj(i -> new Outgoing("m-" + i, "x".repeat(100_000), Map.of(), ""))
                                .toList()))
                .isEmpty();

        assertThat(ends.queue().depth().waiting()).isEqualTo(10);
    }

    private static void send(Ends ends, int letters) {
        for (int from = 0; from < letters; from += LetterSender.MOST_AT_ONCE) {
            assertThat(ends.sender()
                            .send(IntStream.range(from, Math.min(letters, from + LetterSender.MOST_AT_ONCE))
                                    .mapToObj(i -> new Outgoing("m-" + i, "{\"n\":" + i + "}", Map.of(), ""))
                                    .toList()))
                    .isEmpty();
        }
    }

    private static List<Receipt> takeAll(Ends ends) {
        List<Receipt> receipts = new ArrayList<>();
        for (List<HeldLetter> some = ends.queue().take(HOLD);
                !some.isEmpty();
                some = ends.queue().take(HOLD)) {
            some.forEach(held -> receipts.add(held.receipt()));
        }
        return receipts;
    }
}
