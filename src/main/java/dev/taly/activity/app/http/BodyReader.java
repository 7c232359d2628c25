package dev.taly.activity.app.http;

import dev.taly.activity.ingest.Fault;
import dev.taly.activity.ingest.Limits;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads one body as it comes, without a thread that waits for it, and no more of it than a body may have. */
final class BodyReader implements Runnable {
    private final Request request;
    private final CompletableFuture<Body> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private BodyReader(Request request) {
        this.request = request;
    }

    /** What came. */
    sealed interface Body {
        /** All of it. */
        final class Whole implements Body {
            private final byte[] bytes;

            Whole(byte[] bytes) {
                this.bytes = bytes;
            }

            byte[] bytes() {
                return bytes;
            }
        }

        /** Not all of it, and the rest is not wanted or will not come. */
        record Broken(Fault fault) implements Body {}
    }

    /** Begins to read. */
    static CompletableFuture<Body> read(Request request) {
        BodyReader reader = new BodyReader(request);
        reader.run();
        return reader.body;
    }

    @Override
    public void run() {
        try {
            readOn();
        } catch (Throwable e) {
            // Whoever waits for the body would wait for ever.
            body.completeExceptionally(e);
        }
    }

    private void readOn() {
        Content.Chunk chunk = request.read();
        while (chunk != null) {
            if (Content.Chunk.isFailure(chunk)) {
                boolean slow = chunk.getFailure() instanceof TimeoutException;
                body.complete(new Body.Broken(slow ? Fault.TOO_SLOW : Fault.MALFORMED_HTTP));
                return;
            }
            boolean fits = take(chunk);
            boolean last = chunk.isLast();
            chunk.release();
            if (!fits) {
                body.complete(new Body.Broken(Fault.BODY_TOO_LARGE));
                return;
            }
            if (last) {
                body.complete(new Body.Whole(bytes.toByteArray()));
                return;
            }
            chunk = request.read();
        }
        request.demand(this);
    }

    private boolean take(Content.Chunk chunk) {
        if (bytes.size() + chunk.remaining() > Limits.MAX_BODY) {
            return false;
        }
        byte[] more = new byte[chunk.remaining()];
        chunk.get(more, 0, more.length);
        bytes.writeBytes(more);
        return true;
    }
}
