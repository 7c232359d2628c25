package dev.taly.activity.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A reverse proxy on loopback in front of the local AWS, which breaks what its {@link FaultPlan} says and passes on the rest.
 * Signatures go through unchanged: the local AWS reads the service from them and checks nothing. Safe for any number of
 * clients.
 */
public final class FaultProxy implements AutoCloseable {
    private final ServerSocket door;
    private final URI upstream;
    private final FaultPlan plan;
    private final Watcher watcher;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        return thread;
    });

    private FaultProxy(ServerSocket door, URI upstream, long seed, Watcher watcher) {
        this.door = door;
        this.upstream = upstream;
        this.plan = new FaultPlan(seed);
        this.watcher = watcher;
    }

    /** Starts it on a free port, without a fault. */
    public static FaultProxy start(URI upstream, long seed) {
        return start(upstream, seed, new Watcher() {});
    }

    /** The same, with somebody who sees every request. */
    public static FaultProxy start(URI upstream, long seed, Watcher watcher) {
        try {
            FaultProxy proxy =
                    new FaultProxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), upstream, seed, watcher);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    public FaultPlan plan() {
        return plan;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                clients.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // Closed, or the client has gone already.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            new ProxiedConnection(client, upstream, plan, watcher).run();
        } catch (IOException e) {
            // Either side has gone: the other sees it by the close.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
