package dev.taly.activity.publish;

/** Something to do at an orderly exit of the JVM, until it is taken back. */
final class ExitHook {
    private final Thread hook;

    private ExitHook(Thread hook) {
        this.hook = hook;
    }

    static ExitHook register(Runnable task) {
        Thread thread = new Thread(null, task, "activity-publisher-exit", 0, false);
        try {
            Runtime.getRuntime().addShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The exit is under way: whoever makes a publisher now has to close it.
        }
        return new ExitHook(thread);
    }

    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The exit is under way, and this may be the hook.
        }
    }
}
