package dev.taly.activity.publish;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong with the spool, as a listener sees it. None of it costs an event by itself; what can't
 * be read back any more is told as a {@link DropReason#SPOOL_DAMAGED} drop besides.
 *
 * @param kind what could not be done
 * @param message the same in a sentence, with the file
 * @param cause why, where an exception says it
 */
public record SpoolFailure(
        Kind kind, String message, @Nullable Throwable cause) {
    public SpoolFailure {
        requireNonNull(kind, "kind is null");
        requireNonNull(message, "message is null");
    }

    /** The cause in a few words. */
    String why() {
        return cause == null ? kind.toString() : cause.toString();
    }

    /** What could not be done. */
    public enum Kind {
        /** Events are kept in memory alone, as without a spool, until the disk can be written again. */
        NOT_WRITTEN,
        /** It is not on the disk that events were delivered: a crash now would send them once more. */
        NOT_SETTLED,
        /** Events that are on the disk alone can't be read now; it is tried again. */
        NOT_READ,
        /** A segment holds something that is no event. The others in it are sent; the file is then set aside. */
        DAMAGED,
        /** What other publishers left behind can't be taken over now; it is tried again. */
        NOT_TAKEN_OVER,
        /** A segment that is done with can't be deleted now and takes room; it is tried again. */
        NOT_DELETED
    }
}
