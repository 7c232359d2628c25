package dev.taly.activity.publish;

/** The publisher's own threads. */
final class Daemon {
    private Daemon() {}

    /** A daemon that is not started and knows nothing of its maker. */
    static Thread thread(String name, Runnable task) {
        // The caller's thread locals and class loader belong to a request and must not live as long as this thread.
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setContextClassLoader(Daemon.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }
}
