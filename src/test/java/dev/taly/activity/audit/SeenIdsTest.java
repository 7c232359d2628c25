package dev.taly.activity.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.audit.SeenIds.Seen;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeenIdsTest {
    @Test
    void add_tellsCopiesAndConflicts() {
        SeenIds ids = new SeenIds();

        assertThat(ids.add(new LineDigest(1, 2, 3))).isEqualTo(Seen.NEW);
        assertThat(ids.add(new LineDigest(1, 2, 3))).isEqualTo(Seen.COPY);
        assertThat(ids.add(new LineDigest(1, 2, 4))).isEqualTo(Seen.CONFLICT);
        assertThat(ids.add(new LineDigest(1, 3, 3))).isEqualTo(Seen.NEW);
        assertThat(ids.add(new LineDigest(0, 0, 9))).isEqualTo(Seen.NEW);
        assertThat(ids.add(new LineDigest(0, 0, 9))).isEqualTo(Seen.COPY);
    }

    /** More than the heap is to hold, so that the table moves to a file. */
    @Test
    void millionsOfIds_areAllRemembered() {
        int count = 2_000_000;
        SeenIds ids = new SeenIds();
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            assertThat(ids.add(new LineDigest(random.nextLong(), i, i + 1)) == Seen.NEW)
                    .isTrue();
        }
        random.setSeed(1);
        for (int i = 0; i < count; i++) {
            assertThat(ids.add(new LineDigest(random.nextLong(), i, i + 1)) == Seen.COPY)
                    .isTrue();
        }
    }
}
