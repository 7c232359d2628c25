package dev.taly.activity.runtime;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.local.lambda.LocalFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A function that runs in processes of its own, one for each invocation that goes on at the same time. A process that died fails
 * its invocation; a new one is started in its place at once.
 */
public final class ChildFunction implements LocalFunction, AutoCloseable {
    private final Supplier<ExecutionEnvironment> maker;
    private final Call call;
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
    private final Set<ExecutionEnvironment> all = new HashSet<>();
    private boolean closed;

    /** How an invocation goes about; {@link ExecutionEnvironment#invoke} is the usual way. */
    @FunctionalInterface
    public interface Call {
        byte[] invoke(ExecutionEnvironment environment, byte[] event, Invocation invocation) throws Exception;
    }

    /** A function without any processes yet. */
    public ChildFunction(Supplier<ExecutionEnvironment> maker, Call call) {
        this.maker = requireNonNull(maker, "maker is null");
        this.call = requireNonNull(call, "call is null");
    }

    @Override
    public void handle(InputStream event, OutputStream answer, Invocation invocation) throws Exception {
        byte[] input = event.readAllBytes();
        ExecutionEnvironment environment = take();
        try {
            answer.write(call.invoke(environment, input, invocation));
        } finally {
            giveBack(environment);
        }
    }

    private synchronized ExecutionEnvironment take() throws IOException {
        if (closed) {
            throw new IOException("the function is closed");
        }
        return idle.isEmpty() ? start() : idle.pop();
    }

    private synchronized void giveBack(ExecutionEnvironment environment) {
        if (environment.isAlive()) {
            idle.push(environment);
            return;
        }
        environment.close();
        all.remove(environment);
        if (!closed) {
            idle.addLast(start());
        }
    }

    private ExecutionEnvironment start() {
        ExecutionEnvironment environment = maker.get();
        all.add(environment);
        return environment;
    }

    /** Ends all processes. */
    @Override
    public synchronized void close() {
        closed = true;
        all.forEach(ExecutionEnvironment::close);
    }
}
