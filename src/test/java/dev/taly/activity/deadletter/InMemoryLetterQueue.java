package dev.taly.activity.deadletter;

import dev.taly.activity.consume.SourceMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A queue in memory, for both ends: letters can be taken from it and sent to it. Its time stands still unless a test moves it.
 * It fails where a test wants it to.
 */
final class InMemoryLetterQueue implements LetterQueue, LetterSender {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private Instant now;
    private Predicate<Outgoing> refuses = letter -> false;
    private Predicate<String> deleteFails = messageId -> false;
    private int emptyAnswers;
    private boolean isDown;

    InMemoryLetterQueue(Instant now) {
        this.now = now;
    }

    private static final class Entry {
        private final SourceMessage message;
        private int receives;
        private Instant visibleAt = Instant.MIN;
        private String handle = "";

        private Entry(SourceMessage message) {
            this.message = message;
        }
    }

    /** Puts a message in as it is. */
    InMemoryLetterQueue with(SourceMessage message) {
        entries.put(message.messageId(), new Entry(message));
        return this;
    }

    InMemoryLetterQueue refusing(Predicate<Outgoing> some) {
        refuses = some;
        return this;
    }

    InMemoryLetterQueue failingToDelete(Predicate<String> some) {
        deleteFails = some;
        return this;
    }

    /** The next so many receives get nothing, as a short poll of a large queue may. */
    InMemoryLetterQueue answeringNothing(int receives) {
        emptyAnswers = receives;
        return this;
    }

    void goDown() {
        isDown = true;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** What is in it, hidden or not. */
    List<SourceMessage> messages() {
        return entries.values().stream().map(entry -> entry.message).toList();
    }

    /** How many are hidden. */
    long hidden() {
        return depth().held();
    }

    @Override
    public List<HeldLetter> take(Duration hold) {
        if (isDown) {
            throw new LetterQueueException("it is down", new IllegalStateException("on purpose"));
        }
        if (emptyAnswers > 0) {
            emptyAnswers--;
            return List.of();
        }
        List<HeldLetter> taken = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (taken.size() < LetterSender.MOST_AT_ONCE && !entry.visibleAt.isAfter(now)) {
                entry.receives++;
                entry.visibleAt = now.plus(hold);
                entry.handle = UUID.randomUUID().toString();
                Instant sentAt = entry.message.sentAt();
                taken.add(new HeldLetter(
                        Letter.of(entry.message, sentAt == null ? now : sentAt, entry.receives),
                        new Receipt(entry.message.messageId(), entry.handle)));
            }
        }
        return taken;
    }

    @Override
    public Set<String> renew(Collection<Receipt> receipts, Duration hold) {
        Set<String> renewed = new HashSet<>();
        receipts.forEach(receipt -> {
            Entry entry = entries.get(receipt.messageId());
            if (entry != null && entry.handle.equals(receipt.handle()) && entry.visibleAt.isAfter(now)) {
                entry.visibleAt = now.plus(hold);
                renewed.add(receipt.messageId());
            }
        });
        return renewed;
    }

    @Override
    public void release(Collection<Receipt> receipts) {
        receipts.forEach(receipt -> {
            Entry entry = entries.get(receipt.messageId());
            if (entry != null && entry.handle.equals(receipt.handle())) {
                entry.visibleAt = Instant.MIN;
            }
        });
    }

    @Override
    public Set<String> delete(Collection<Receipt> receipts) {
        Set<String> deleted = new HashSet<>();
        for (Receipt receipt : receipts) {
            Entry entry = entries.get(receipt.messageId());
            if (deleteFails.test(receipt.messageId())) {
                continue;
            }
            // As SQS does, it says so for a void receipt, too.
            deleted.add(receipt.messageId());
            if (entry != null && entry.handle.equals(receipt.handle())) {
                entries.remove(receipt.messageId());
            }
        }
        return deleted;
    }

    @Override
    public Depth depth() {
        long held = entries.values().stream()
                .filter(entry -> entry.visibleAt.isAfter(now))
                .count();
        return new Depth(entries.size() - held, held);
    }

    @Override
    public Map<String, String> send(List<Outgoing> letters) {
        Map<String, String> failures = new HashMap<>();
        for (Outgoing letter : letters) {
            if (refuses.test(letter)) {
                failures.put(letter.messageId(), "refused on purpose");
            } else {
                with(new SourceMessage(UUID.randomUUID().toString(), letter.body(), now, letter.attributes()));
            }
        }
        return failures;
    }
}
