package dev.taly.activity.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

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
    private final Quarantine quarantine = new Quarantine(store, "dlq", Clock.fixed(Letters.NOW, ZoneOffset.UTC));

    @Test
    void letters_lieUnderTheDayOnWhichSqsTookThem() {
        dead.with(Letters.redriven("m-1", Duration.ofHours(2), "{}"))
                .with(Letters.redriven("m-2", Duration.ofDays(3), "{}"));

        assertThat(archive(LetterFilter.ALL)).isEqualTo(archived(2, 2, 0));

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

        assertThat(kept(TODAY)).containsExactly(Letter.of(message, Letters.NOW.minusMillis(7), 3));
    }

    @Test
    void secondRun_writesOnlyWhatIsNew() {
        dead.with(Letters.redriven("m-1", "acme"));
        archive(LetterFilter.ALL);
        dead.with(Letters.redriven("m-2", "acme"));

        assertThat(archive(LetterFilter.ALL)).isEqualTo(archived(2, 1, 1));
        assertThat(archive(LetterFilter.ALL)).isEqualTo(archived(2, 0, 2));
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

        QuarantineRun.Result result = archive(LetterFilter.ALL);
        assertThat(result.archived()).isZero();
        assertThat(result.problem()).endsWith("cannot be written");
        assertThat(result.isComplete()).isFalse();

        assertThat(dead.messages()).hasSize(1);
        assertThat(dead.hidden()).isZero();
    }

    @Test
    void damagedObject_isNamedAndStopsNobody() {
        dead.with(Letters.redriven("m-1", "acme"));
        byte[] noLetter = JsonLines.gzip(Stream.of("{}"));
        byte[] noGzip = "{}\n".getBytes(StandardCharsets.UTF_8);
        store.create(NewObject.of("quarantine/date=2024-03-28/a.jsonl.gz", noLetter, "x", Map.of()));
        store.create(NewObject.of("quarantine/date=2024-03-28/b.jsonl.gz", noGzip, "x", Map.of()));
        store.create(NewObject.of("quarantine/mended/c.jsonl.gz", noGzip, "x", Map.of()));

        assertThat(purge().deleted())
                .as("what cannot be read counts as not there")
                .isZero();
        QuarantineRun.Result archived = archive(LetterFilter.ALL);
        assertThat(archived.archived()).isEqualTo(1);
        assertThat(archived.damaged())
                .containsExactlyInAnyOrder(
                        "quarantine/date=2024-03-28/a.jsonl.gz", "quarantine/date=2024-03-28/b.jsonl.gz");
        assertThat(archived.isComplete()).isTrue();
        assertThat(purge().deleted()).isEqualTo(1);
        Restore.Result restored = restore();
        assertThat(restored.restored()).isEqualTo(1);
        assertThat(restored.damaged()).hasSize(3);
        assertThat(restored.isComplete()).isFalse();
    }

    @Test
    void purge_deletesOnlyWhatIsKept() {
        dead.with(Letters.redriven("m-1", "acme")).with(Letters.redriven("m-2", "acme"));
        archive(new LetterFilter(Set.of(), Set.of(), Set.of(), Set.of(), null, Set.of("event-m-1")));

        assertThat(purge()).isEqualTo(new Purge.Result(2, 0, 1, 1, 0, Set.of(), false, ""));

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
                .isEqualTo(new Purge.Result(1, 0, 0, 0, 1, Set.of(), false, ""));
    }

    @Test
    void restore_bringsBackWhatIsGone() {
        SourceMessage rejected = Letters.rejected("m-1", "too_deep", "/metadata", "{}");
        dead.with(rejected).with(Letters.redriven("m-2", "acme"));
        archive(LetterFilter.ALL);
        purge();
        dead.with(Letters.redriven("m-2", "acme"));

        Restore.Result result = restore();

        assertThat(result).isEqualTo(new Restore.Result(1, 1, 0, Map.of(), Set.of(), false, ""));
        Letter back = Letters.letter(dead.messages().get(1));
        assertThat(back.message().body()).isEqualTo("{}");
        assertThat(back.reason()).isEqualTo(Letters.letter(rejected).reason());
        assertThat(back.firstId()).isEqualTo("first-m-1");
        assertThat(restore().restored()).as("once is enough").isZero();
    }

    @Test
    void restore_leavesOutWhatWasMended_thoughItWasArchivedBefore() {
        Letter letter = Letters.letter(Letters.redriven("m-1", "acme"));
        quarantine.write(List.of(letter));
        quarantine.writeMended(List.of(letter));

        assertThat(restore().restored()).isZero();
    }

    @Test
    void letterThatWasBroughtBackAndMended_isNotBroughtBackAgain() {
        quarantine.write(List.of(Letters.letter(Letters.redriven("m-1", "acme"))));
        restore();
        quarantine.writeMended(List.of(Letters.letter(dead.messages().get(0))));

        assertThat(kept(TODAY)).isEmpty();
    }

    @Test
    void lettersOfAnotherQueue_stayThere() {
        new Quarantine(store, "undelivered", Clock.fixed(Letters.NOW, ZoneOffset.UTC))
                .write(List.of(Letters.letter(Letters.redriven("m-1", "acme"))));

        assertThat(restore().restored()).isZero();
    }

    @Test
    void lettersThatClaimTheSameFirstId_allComeBack() {
        quarantine.write(List.of(
                Letters.letter(Letters.rejected("m-1", "too_deep", "#", "{\"a\":1}")),
                Letters.letter(new SourceMessage(
                        "m-2", "{\"a\":2}", Letters.NOW, Letters.reasons("first-m-1", "too_deep", "#")))));

        assertThat(restore().restored()).isEqualTo(2);
    }

    @Test
    void queueThatFailsInBetween_isToldWithWhatWasDone() {
        for (int i = 0; i < 30; i++) {
            dead.with(Letters.redriven("m-" + i, "acme"));
        }

        Purge.Result result = Purge.forced(dead)
                .run(
                        LetterFilter.ALL,
                        looked -> {
                            if (looked == 20) {
                                dead.goDown();
                            }
                        },
                        () -> false);

        assertThat(result.deleted()).isEqualTo(20);
        assertThat(result.problem()).isEqualTo("it is down: on purpose");
        assertThat(result.isComplete()).isFalse();
    }

    @Test
    void restoreThatTheQueueRefuses_isCounted() {
        quarantine.write(List.of(Letters.letter(Letters.redriven("m-1", "acme"))));
        dead.refusing(letter -> true);

        assertThat(restore().failures()).containsExactly(Map.entry("refused on purpose", 1L));
    }

    @Test
    void letterThatCannotBePrepared_isKeptNowhereAndSaid() {
        dead.with(Letters.redriven("m-1", Duration.ofHours(2), "{}"));

        QuarantineRun.Result result = new QuarantineRun(dead, quarantine, letter -> {
                    throw new IllegalStateException("quotes the letter");
                })
                .run(LetterFilter.ALL, looked -> {}, () -> false);

        assertThat(result.isComplete()).isFalse();
        assertThat(result.problem()).isEqualTo("a letter could not be prepared: java.lang.IllegalStateException");
        assertThat(store.keys()).isEmpty();
        assertThat(dead.hidden()).isZero();
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

    private static QuarantineRun.Result archived(long looked, long archived, long already) {
        return new QuarantineRun.Result(looked, 0, archived, already, Set.of(), false, "");
    }

    private List<Letter> kept(LocalDate day) {
        List<Letter> kept = new ArrayList<>();
        quarantine.read(day, kept::add, damaged -> {});
        return kept;
    }
}
