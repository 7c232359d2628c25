package dev.taly.activity.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.archive.InMemoryObjectStore;
import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.SourceMessage.Attribute;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeping letters in S3, deleting what is kept, and bringing it back. */
final class QuarantineTest {
    private static final LocalDate TODAY = LocalDate.of(2024, 3, 28);

    private final InMemoryLetterQueue dead = new InMemoryLetterQueue(Letters.NOW);
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final Quarantine quarantine = new Quarantine(store, Clock.fixed(Letters.NOW, ZoneOffset.UTC));

    @Test
    void letters_lieUnderTheDayOnWhichSqsTookThem() {
        dead.with(Letters.redriven("m-1", Duration.ofHours(2), "{}"))
                .with(Letters.redriven("m-2", Duration.ofDays(3), "{}"));

        assertThat(archive(LetterFilter.ALL)).isEqualTo(new QuarantineRun.Result(2, 2, 0, false));

        assertThat(store.keys()).hasSize(2);
        assertThat(store.keys().get(0))
                .matches("quarantine/date=2024-03-25/20240328T120000\\.000Z-[0-9a-f]{16}\\.jsonl\\.gz");
        assertThat(quarantine.days()).containsExactly(LocalDate.of(2024, 3, 25), TODAY);
        assertThat(dead.messages()).as("they stay in the queue").hasSize(2);
        assertThat(dead.hidden()).isZero();
    }

    @Test
    void letter_comesBackAsItWas() {
        SourceMessage message = new SourceMessage(
                "m-1",
                "no JSON: \u0000 \ud83d\ude00 \"",
                Letters.NOW.minusMillis(7),
                Map.of("own", new Attribute("Binary.x", "AAEC"), "n", new Attribute("Number", "5")));

        quarantine.write(List.of(Letter.of(message, Letters.NOW.minusMillis(7), 3)));

        assertThat(kept(TODAY))
                .containsExactly(new Quarantine.Kept(Letter.of(message, Letters.NOW.minusMillis(7), 3), false));
    }

    @Test
    void secondRun_writesOnlyWhatIsNew() {
        dead.with(Letters.redriven("m-1", "acme"));
        archive(LetterFilter.ALL);
        dead.with(Letters.redriven("m-2", "acme"));

        assertThat(archive(LetterFilter.ALL)).isEqualTo(new QuarantineRun.Result(2, 1, 1, false));
        assertThat(archive(LetterFilter.ALL)).isEqualTo(new QuarantineRun.Result(2, 0, 2, false));
    }

    @Test
    void manyBytes_areWrittenInParts() {
        for (int i = 0; i < 50; i++) {
            dead.with(Letters.redriven("m-" + i, Duration.ofHours(1), "x".repeat(250_000)));
        }

        assertThat(archive(LetterFilter.ALL).archived()).isEqualTo(50);
        assertThat(store.keys()).hasSize(2);
        assertThat(kept(TODAY)).hasSize(50);
    }

    @Test
    void storeThatFails_leavesTheLettersWhereTheyAre() {
        dead.with(Letters.redriven("m-1", "acme"));
        store.beforeCreate(object -> {
            throw new ObjectStoreException(object.key(), "cannot be written");
        });

        assertThatThrownBy(() -> archive(LetterFilter.ALL)).isInstanceOf(ObjectStoreException.class);

        assertThat(dead.messages()).hasSize(1);
        assertThat(dead.hidden()).isZero();
    }

    @Test
    void damagedObject_isNamed() {
        byte[] torn = JsonLines.gzip(Stream.of("{}"));
        store.create(NewObject.of("quarantine/date=2024-03-28/a.jsonl.gz", torn, "x", Map.of()));

        assertThatThrownBy(() -> quarantine.index(TODAY))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessage("quarantine/date=2024-03-28/a.jsonl.gz: is damaged");

        byte[] noGzip = "{}\n".getBytes(StandardCharsets.UTF_8);
        store.create(NewObject.of("quarantine/date=2024-03-27/b.jsonl.gz", noGzip, "x", Map.of()));
        assertThatThrownBy(() -> quarantine.index(LocalDate.of(2024, 3, 27)))
                .hasMessage("quarantine/date=2024-03-27/b.jsonl.gz: is damaged");
    }

    @Test
    void purge_deletesOnlyWhatIsKept() {
        dead.with(Letters.redriven("m-1", "acme")).with(Letters.redriven("m-2", "acme"));
        archive(new LetterFilter(Set.of(), Set.of(), Set.of(), Set.of(), null, Set.of("event-m-1")));

        assertThat(purge()).isEqualTo(new Purge.Result(2, 1, 1, 0, false));

        assertThat(dead.messages()).extracting(SourceMessage::messageId).containsExactly("m-2");
        assertThat(dead.hidden()).isZero();
    }

    @Test
    void purge_keepsALetterOfWhichAnotherBodyIsKept() {
        quarantine.write(List.of(Letters.letter(Letters.redriven("m-1", "globex"))));
        dead.with(Letters.redriven("m-1", "acme"));

        assertThat(purge().deleted()).isZero();
    }

    @Test
    void forcedPurge_deletesAll() {
        dead.with(Letters.redriven("m-1", "acme"));

        assertThat(Purge.forced(dead)
                        .run(LetterFilter.ALL, looked -> {}, () -> false)
                        .deleted())
                .isEqualTo(1);
    }

    @Test
    void letterThatCannotBeDeleted_isCounted() {
        dead.with(Letters.redriven("m-1", "acme")).failingToDelete(id -> true);

        assertThat(Purge.forced(dead).run(LetterFilter.ALL, looked -> {}, () -> false))
                .isEqualTo(new Purge.Result(1, 0, 0, 1, false));
    }

    @Test
    void restore_bringsBackWhatIsGone() {
        SourceMessage rejected = Letters.rejected("m-1", "too_deep", "/metadata", "{}");
        dead.with(rejected).with(Letters.redriven("m-2", "acme"));
        archive(LetterFilter.ALL);
        purge();
        dead.with(Letters.redriven("m-2", "acme"));

        Restore.Result result = restore();

        assertThat(result).isEqualTo(new Restore.Result(1, 1, Map.of(), false));
        Letter back = Letters.letter(dead.messages().get(1));
        assertThat(back.message().body()).isEqualTo("{}");
        assertThat(back.reason()).isEqualTo(Letters.letter(rejected).reason());
        assertThat(back.firstId()).isEqualTo("first-m-1");
        assertThat(restore().restored()).as("once is enough").isZero();
    }

    @Test
    void restore_leavesOutWhatWasMended() {
        quarantine.writeMended(Letters.letter(Letters.redriven("m-1", "acme")));

        assertThat(restore()).isEqualTo(new Restore.Result(0, 0, Map.of(), false));
    }

    @Test
    void restoreThatTheQueueRefuses_isCounted() {
        quarantine.write(List.of(Letters.letter(Letters.redriven("m-1", "acme"))));
        dead.refusing(letter -> true);

        assertThat(restore().failures()).containsExactly(Map.entry("refused on purpose", 1L));
    }

    private QuarantineRun.Result archive(LetterFilter filter) {
        return new QuarantineRun(dead, quarantine).run(filter, looked -> {}, () -> false);
    }

    private Purge.Result purge() {
        return Purge.ofArchived(dead, quarantine).run(LetterFilter.ALL, looked -> {}, () -> false);
    }

    private Restore.Result restore() {
        return new Restore(quarantine, dead, dead)
                .run(quarantine.days(), LetterFilter.ALL, restored -> {}, () -> false);
    }

    private List<Quarantine.Kept> kept(LocalDate day) {
        List<Quarantine.Kept> kept = new ArrayList<>();
        quarantine.read(day, kept::add);
        return kept;
    }
}
