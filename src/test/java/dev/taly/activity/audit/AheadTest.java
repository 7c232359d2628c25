package dev.taly.activity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AheadTest {
    @Test
    void next_givesThingsInTheOrderOfTheirProducers() throws InterruptedException {
        CountDownLatch secondIsDone = new CountDownLatch(1);
        Ahead.Producer<String> slow = out -> {
            secondIsDone.await();
            out.put("a1");
            out.put("a2");
        };
        Ahead.Producer<String> quick = out -> {
            out.put("b1");
            secondIsDone.countDown();
        };

        assertThat(all(Stream.of(slow, quick, out -> {}, out -> out.put("d1")), 2, 1))
                .containsExactly("a1", "a2", "b1", "d1");
    }

    @Test
    void producersWithMuchToGive_neverBlockTheOneWhoseTurnItIs() throws InterruptedException {
        Stream<Ahead.Producer<Integer>> producers = IntStream.range(0, 20).mapToObj(producer -> out -> {
            for (int i = 0; i < 100; i++) {
                out.put(100 * producer + i);
            }
        });

        assertThat(all(producers, 4, 2))
                .isEqualTo(IntStream.range(0, 2_000).boxed().toList());
    }

    @Test
    void noMoreThanThatMany_workAtOnce() throws InterruptedException {
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Stream<Ahead.Producer<Integer>> producers = IntStream.range(0, 50).mapToObj(i -> out -> {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            out.put(i);
            working.decrementAndGet();
        });

        assertThat(all(producers, 3, 1)).hasSize(50);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void aFailure_comesWhenItIsItsTurn() throws InterruptedException {
        try (Ahead<String> ahead = new Ahead<>(
                Stream.<Ahead.Producer<String>>of(out -> out.put("first"), out -> {
                            throw new IllegalArgumentException("broken");
                        })
                        .iterator(),
                2,
                1)) {
            assertThat(ahead.next()).isEqualTo("first");
            assertThatThrownBy(ahead::next).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anError_isAFailure() {
        try (Ahead<String> ahead = new Ahead<>(
                Stream.<Ahead.Producer<String>>of(out -> {
                            throw new OutOfMemoryError("in a test");
                        })
                        .iterator(),
                1,
                1)) {
            assertThatThrownBy(ahead::next).hasCauseInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void close_endsProducersThatWait() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Ahead<Integer> ahead = new Ahead<>(
                Stream.<Ahead.Producer<Integer>>of(out -> {
                            try {
                                for (int i = 0; ; i++) {
                                    out.put(i);
                                }
                            } finally {
                                ended.countDown();
                            }
                        })
                        .iterator(),
                1,
                1);
        assertThat(ahead.next()).isZero();

        ahead.close();

        ended.await();
    }

    private static <T> List<T> all(Stream<? extends Ahead.Producer<T>> producers, int atOnce, int each)
            throws InterruptedException {
        List<T> all = new ArrayList<>();
        try (Ahead<T> ahead = new Ahead<>(producers.iterator(), atOnce, each)) {
            for (T item = ahead.next(); item != null; item = ahead.next()) {
                all.add(item);
            }
        }
        return all;
    }
}
