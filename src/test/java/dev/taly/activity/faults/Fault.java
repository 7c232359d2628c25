package dev.taly.activity.faults;

/** What the proxy can do to a request. */
public enum Fault {
    /** Not done; the answer is an internal error, which clients try again. */
    ERROR_500,
    /** Not done; the answer asks to slow down. */
    SLOW_DOWN_503,
    /** Not done; the answer denies access, which clients do not try again by themselves. */
    DENIED_403,
    /** Not done, and no answer until the client gives up. */
    UNREACHED,
    /** Done, but no answer until the client gives up. */
    UNANSWERED,
    /** Not done; the connection is reset. */
    RESET_BEFORE,
    /** Done; the connection is reset in place of the answer. */
    RESET_AFTER,
    /** Done; the answer ends in its middle. */
    CUT,
    /** Done, but later. */
    SLOW,
    /** Of a batch of entries, every other one is not done, and the answer says so; any other request fails as a whole. */
    PARTLY
}
