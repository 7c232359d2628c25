package dev.taly.activity.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a> on loopback, for one
 * process: it asks for the next invocation, and posts the answer or the error. Safe for any number of threads.
 */
public final class RuntimeApiServer implements AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "runtime-api");
        thread.setDaemon(true);
        return thread;
    });
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> open = new ConcurrentHashMap<>();
    private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> snapshot = new CompletableFuture<>();
    private final CountDownLatch restored = new CountDownLatch(1);
    private volatile @Nullable String failure;

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Invocation(String requestId, byte[] event, Instant deadline, CompletableFuture<byte[]> answer) {}

    private RuntimeApiServer(HttpServer server) {
        this.server = server;
    }

    /** Starts it on a free port. */
    public static RuntimeApiServer start() {
        try {
            RuntimeApiServer api = new RuntimeApiServer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            api.server.setExecutor(api.threads);
            api.server.createContext(ROOT, exchange -> {
                try (exchange) {
                    api.handle(exchange, exchange.getRequestURI().getPath().substring(ROOT.length()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            api.server.start();
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of {@code AWS_LAMBDA_RUNTIME_API}. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Done once the runtime has asked for its first invocation; failed if it could not start. */
    public CompletableFuture<@Nullable Void> ready() {
        return ready;
    }

    /** Done once the runtime is as it should be in a snapshot; failed if it could not start. */
    public CompletableFuture<@Nullable Void> snapshot() {
        return snapshot;
    }

    /** Lets the runtime go on behind its snapshot, as if it had been restored. */
    public void restore() {
        restored.countDown();
    }

    /**
     * Hands an invocation to the runtime as soon as that asks for one.
     *
     * @return the answer, or a {@link FailedInvocationException}
     */
    public CompletableFuture<byte[]> invoke(String requestId, byte[] event, Instant deadline) {
        Invocation invocation = new Invocation(requestId, event, deadline, new CompletableFuture<>());
        open.put(requestId, invocation);
        waiting.add(invocation);
        String known = failure;
        if (known != null) {
            fail(known);
        }
        return invocation.answer;
    }

    /** Fails whatever is open and whatever comes: the process is gone. */
    public void fail(String why) {
        failure = why;
        FailedInvocationException gone = new FailedInvocationException(why);
        ready.completeExceptionally(gone);
        snapshot.completeExceptionally(gone);
        open.values().forEach(invocation -> invocation.answer.completeExceptionally(gone));
        open.clear();
    }

    private void handle(HttpExchange exchange, String path) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String[] parts = path.split("/", -1);
        if (path.equals("invocation/next")) {
            ready.complete(null);
            next(exchange, waiting.take());
            return;
        }
        if (path.equals("restore/next")) {
            snapshot.complete(null);
            restored.await();
            exchange.sendResponseHeaders(OK, -1);
            return;
        }
        if (path.equals("init/error") || path.equals("restore/error")) {
            fail("it could not start: " + text(body));
        } else if (parts.length == 3) {
            Invocation invocation = open.remove(parts[1]);
            if (invocation != null && parts[2].equals("response")) {
                invocation.answer.complete(body);
            } else if (invocation != null) {
                invocation.answer.completeExceptionally(new FailedInvocationException("it threw: " + text(body)));
            }
        }
        exchange.sendResponseHeaders(ACCEPTED, -1);
    }

    private static void next(HttpExchange exchange, Invocation invocation) throws IOException {
        exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", invocation.requestId);
        exchange.getResponseHeaders()
                .add("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline.toEpochMilli()));
        exchange.getResponseHeaders()
                .add(
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:us-east-1:000000000000:function:activity-consumer");
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(OK, invocation.event.length);
        exchange.getResponseBody().write(invocation.event);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        fail("the environment is closed");
        server.stop(0);
        threads.shutdownNow();
    }
}
