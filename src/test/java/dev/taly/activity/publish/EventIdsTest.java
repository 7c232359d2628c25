package dev.taly.activity.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    private static final Instant NOW = Instant.parse("2024-03-28T12:45:33.120Z");

    private final EventIds ids = new EventIds(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());

    @Test
    void id_isAUuidOfVersion7() {
        UUID id = UUID.fromString(ids.next());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void ids_differInEveryRandomBit() {
        long ones = 0;
        long zeros = 0;
        long highOnes = 0;
        long highZeros = 0;
        for (int i = 0; i < 200; i++) {
            UUID id = UUID.fromString(ids.next());
            ones |= id.getLeastSignificantBits();
            zeros |= ~id.getLeastSignificantBits();
            highOnes |= id.getMostSignificantBits();
            highZeros |= ~id.getMostSignificantBits();
        }
        assertThat(ones & zeros).as("62 bits").isEqualTo(0x3FFF_FFFF_FFFF_FFFFL);
        assertThat(highOnes & highZeros).as("12 bits").isEqualTo(0xFFFL);
    }

    @Test
    void ids_areUniqueAcrossThreadsWithinAMillisecond() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 100_000).parallel().forEach(i -> seen.add(ids.next()));

        assertThat(seen).hasSize(100_000);
    }

    @Test
    void ids_ofTwoInstancesDiffer() {
        EventIds others = new EventIds(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            seen.add(ids.next());
            seen.add(others.next());
        }
        assertThat(seen).hasSize(2_000);
    }
}
