package dev.taly.activity.publish;

import java.util.ArrayList;
import java.util.List;

/** The daemon threads that run a sender, started when there is something to send. Safe for any number of threads. */
final class SenderThreads {
    private final Sender sender;
    private final Ledger ledger;
    private final int count;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean started;

    SenderThreads(Sender sender, Ledger ledger, int count) {
        this.sender = sender;
        this.ledger = ledger;
        this.count = count;
    }

    /** Starts the threads if they don't run. Never throws: if the JVM has no thread to give, the next call tries again. */
    void start() {
        if (!started) {
            startOnce();
        }
    }

    private synchronized void startOnce() {
        try {
            while (threads.size() < count) {
                Thread thread = Daemon.thread("activity-publisher-" + (threads.size() + 1), sender::run);
                thread.start();
                threads.add(thread);
            }
            started = true;
        } catch (Throwable e) {
            ledger.noted("a sender thread could not be started", e);
            // With one of them events get away.
            started = !threads.isEmpty();
        }
    }

    synchronized void interrupt() {
        threads.forEach(Thread::interrupt);
    }
}
