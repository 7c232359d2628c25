package dev.taly.activity.chaos;

/** Where in an invocation the process dies. */
enum KillPoint {
    /** Before it has begun. */
    BEFORE,
    /** While it sends a request, which never arrives. */
    REQUEST_LOST,
    /** After a request of its is done, before it hears of it. */
    REQUEST_DONE,
    /** At any moment. */
    ANY_TIME,
    /** After it has answered, and nobody has heard. */
    ANSWER_LOST,
    /** After its answer was heard: the next invocation must not notice. */
    AFTER
}
