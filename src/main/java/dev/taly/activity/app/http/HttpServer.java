package dev.taly.activity.app.http;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.ingest.Door;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The door on a port: plain HTTP/1.1, so beyond loopback something that speaks TLS must stand in front of it. Who is silent for
 * 10 s, or takes more than 30 s to send a body, is cut off.
 */
public final class HttpServer implements AutoCloseable {
    private static final int THREADS = 64;
    private static final int MAX_HEADERS = 16 * 1024;

    private final Server server;
    private final ServerConnector connector;
    private final Door door;
    private final String host;

    private HttpServer(Server server, ServerConnector connector, Door door, String host) {
        this.server = server;
        this.connector = connector;
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
        return start(door, host, port, ServerLimits.USUAL);
    }

    static HttpServer start(Door door, String host, int port, ServerLimits limits) {
        requireNonNull(door, "door is null");
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("http-door");
        threads.setDaemon(true);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http()));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(limits.idle().toMillis());
        server.addConnector(connector);
        connector.addBean(new FirstRequestDeadline(connector.getScheduler(), limits.body()));
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.setHandler(new GracefulHandler(new DoorHandler(door, connector.getScheduler(), limits.body())));
        server.setErrorHandler(new FaultHandler());
        server.setStopTimeout(limits.stop().toMillis());
        try {
            connector.open();
            server.start();
        } catch (Exception e) {
            stop(server);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UncheckedIOException(
                    "cannot listen on " + host + ":" + port + ": " + cause.getMessage(), new IOException(e));
        }
        return new HttpServer(server, connector, door, host);
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(MAX_HEADERS);
        return http;
    }

    /** Where it listens, with the port that it got. */
    public URI address() {
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + connector.getLocalPort());
    }

    /** Says 503 to who still comes, lets end what has begun, and then stops. */
    @Override
    public void close() {
        door.shut();
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP door cannot stop: " + e, e);
        }
    }
}
