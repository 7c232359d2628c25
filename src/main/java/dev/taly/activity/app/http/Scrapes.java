package dev.taly.activity.app.http;

import dev.taly.activity.app.scrape.PrometheusMetrics;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the page of a process's figures. */
public final class Scrapes {
    private static final int WAITING = 8;

    private Scrapes() {}

    /** The page; scrapes come one after the other, on a thread that is there while there are some. */
    public static MetricsHandler page(PrometheusMetrics metrics) {
        ThreadPoolExecutor thread =
                new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
                    Thread daemon = new Thread(work, "metrics");
                    daemon.setDaemon(true);
                    return daemon;
                });
        thread.allowCoreThreadTimeOut(true);
        return new MetricsHandler(metrics, thread);
    }
}
