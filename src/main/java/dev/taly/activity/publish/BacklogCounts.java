package dev.taly.activity.publish;

/**
 * How many events were ever on the disk alone, and how many of them have left, in either queue of a {@link Backlog}; and how
 * many wait for a file that can't be read.
 */
record BacklogCounts(long own, long ownTaken, long others, long othersTaken, long unreadable) {
    static final BacklogCounts NONE = new BacklogCounts(0, 0, 0, 0, 0);

    /** How many there are. */
    long open() {
        return own - ownTaken + others - othersTaken + unreadable;
    }

    /** How many of those that were there then may still be; with files that can't be read rather too many. */
    long behind(BacklogCounts then) {
        return Math.max(0, then.own - ownTaken) + Math.max(0, then.others - othersTaken) + unreadable;
    }

    BacklogCounts plusOwn(long events) {
        return new BacklogCounts(own + events, ownTaken, others, othersTaken, unreadable);
    }

    BacklogCounts plusOthers(long events) {
        return new BacklogCounts(own, ownTaken, others + events, othersTaken, unreadable);
    }

    BacklogCounts plusUnreadable(long events) {
        return new BacklogCounts(own, ownTaken, others, othersTaken, unreadable + events);
    }

    BacklogCounts takenOwn(long events) {
        return new BacklogCounts(own, ownTaken + events, others, othersTaken, unreadable);
    }

    BacklogCounts takenOthers(long events) {
        return new BacklogCounts(own, ownTaken, others, othersTaken + events, unreadable);
    }
}
