package dev.taly.activity.faults;

/** Sees every request on its way through the proxy, on the connection's own thread. */
public interface Watcher {
    /** A request has arrived. Whether it goes on; else it is as lost as if the sender had died in the middle of it. */
    default boolean arrived(AwsRequest request) {
        return true;
    }

    /** The service has done it, and the sender doesn't know yet. */
    default void done(AwsRequest request) {}
}
