package dev.taly.activity.app.http;

import dev.taly.activity.app.scrape.PrometheusMetrics;
import dev.taly.activity.ingest.Door;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door on a port, with or without pages beside it, or pages alone: plain HTTP/1.1, so beyond loopback something that speaks TLS must stand in front of it. Who is silent for
 * 10 s, or takes more than 30 s to send a head or a body, is cut off. It answers 64 requests at once, another 64 wait, and bodies
 * hold a sixteenth of the heap together; who comes on top of that gets a 503.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int THREADS = 64;
    private static final int MAX_HEADERS = 16 * 1024;

    private final Server server;
    private final ServerConnector connector;
    private final ExecutorService answerers;
    private final Optional<Door> door;
    private final String host;

    private HttpServer(
            Server server, ServerConnector connector, ExecutorService answerers, Optional<Door> door, String host) {
        this.server = server;
        this.connector = connector;
        this.answerers = answerers;
        this.door = door;
        this.host = host;
    }

    /**
     * Opens it.
     *
     * @param host the address to listen on, such as {@code 127.0.0.1}
     * @param port 0 for any free one
     * @throws UncheckedIOException if the port can't be had
     */
    public static HttpServer start(Door door, String host, int port) {
        return start(door, List.of(), host, port);
    }

    /**
     * Opens it, with pages beside the door.
     *
     * @param pages asked one after the other before the door is; each handles what is its own. They must not keep a thread
     * @throws UncheckedIOException if the port can't be had
     */
    public static HttpServer start(Door door, List<? extends Page> pages, String host, int port) {
        return start(Optional.of(door), pages, host, port, usual(door.publishTimeout()));
    }

    /**
     * Opens a server that says whether its process is ready, and shows its figures; all else gets a 404.
     *
     * @param ready asked for each request; it must be quick
     * @throws UncheckedIOException if the port can't be had
     */
    public static HttpServer ofWorker(BooleanSupplier ready, PrometheusMetrics metrics, String host, int port) {
        return start(List.of(new HealthHandler(ready), Scrapes.page(metrics)), host, port);
    }

    /**
     * Opens a server with pages alone; what is none of theirs gets a 404.
     *
     * @throws UncheckedIOException if the port can't be had
     */
    public static HttpServer start(List<? extends Page> pages, String host, int port) {
        return start(Optional.empty(), pages, host, port, usual(Duration.ZERO));
    }

    static HttpServer start(Door door, List<? extends Page> pages, String host, int port, ServerLimits limits) {
        return start(Optional.of(door), pages, host, port, limits);
    }

    private static ServerLimits usual(Duration publishTimeout) {
        return ServerLimits.usual(publishTimeout, Runtime.getRuntime().maxMemory());
    }

    private static HttpServer start(
            Optional<Door> door, List<? extends Page> pages, String host, int port, ServerLimits limits) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("http-door");
        threads.setDaemon(true);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http()));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(limits.idle().toMillis());
        server.addConnector(connector);
        HeadDeadline heads = new HeadDeadline(connector.getScheduler(), limits.arrival());
        connector.addBean(heads);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        ExecutorService answerers = answerers(limits);
        List<Handler> handlers = new ArrayList<>(pages);
        door.ifPresent(open -> handlers.add(new DoorHandler(
                open, connector.getScheduler(), limits.arrival(), answerers, new ByteBudget(limits.bytes()))));
        server.setHandler(new GracefulHandler(new HeadsHandler(heads, new Handler.Sequence(handlers))));
        server.setErrorHandler(new FaultHandler());
        server.setStopTimeout(limits.stop().toMillis());
        try {
            connector.open();
            server.start();
        } catch (Exception e) {
            stop(server, answerers);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UncheckedIOException(
                    "cannot listen on " + host + ":" + port + ": " + cause.getMessage(), new IOException(e));
        }
        return new HttpServer(server, connector, answerers, door, host);
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADERS);
        return http;
    }

    /** Where it listens, with the port that it got. */
    public URI address() {
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + connector.getLocalPort());
    }

    /**
     * Takes no new connections, lets end what has begun, as long as the door waits for its topic and 5 s more, and then stops. Who
     * still comes on a connection of before gets a 503 or its end. Never throws: whoever stops has more to stop.
     */
    @Override
    public void close() {
        door.ifPresent(Door::shut);
        stop(server, answerers);
    }

    private static void stop(Server server, ExecutorService answerers) {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the HTTP door has stopped with requests on their way: {}", e.toString());
        }
        answerers.shutdownNow();
    }

    private static ExecutorService answerers(ServerLimits limits) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                limits.answers(),
                limits.answers(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(limits.waiting()),
                work -> {
                    Thread thread = new Thread(work, "http-answer-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
