package dev.taly.activity.deadletter;

final class InMemoryLetterQueueTest extends LetterQueueContractTest {
    @Override
    Ends emptyQueue() {
        InMemoryLetterQueue queue = new InMemoryLetterQueue(Letters.NOW);
        return new Ends(queue, queue);
    }
}
