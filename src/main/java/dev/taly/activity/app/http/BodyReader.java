package dev.taly.activity.app.http;

import dev.taly.activity.ingest.Fault;
import dev.taly.activity.ingest.Limits;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Reads one body as it comes, without a thread that waits for it, and no more of it than a body may have and than there is room
 * for.
 */
final class BodyReader implements Runnable {
    /** How much more room one asks for whose length is not declared. */
    private static final int STEP = 64 * 1024;

    private final Request request;
    private final ByteBudget.Share share;
    private final CompletableFuture<Body> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private BodyReader(Request request, ByteBudget.Share share) {
        this.request = request;
        this.share = share;
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

    /** Begins to read, on account of that share, which stays its caller's. */
    static CompletableFuture<Body> read(Request request, ByteBudget.Share share) {
        BodyReader reader = new BodyReader(request, share);
        if (share.growTo(Math.max(0, request.getLength()))) {
            reader.run();
        } else {
            reader.body.complete(new Body.Broken(Fault.BUSY));
        }
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
            Fault fault = take(chunk);
            boolean last = chunk.isLast();
            chunk.release();
            if (fault == null && last && isCompressed() && !share.growForUnpacking(bytes.size())) {
                fault = Fault.BUSY;
            }
            if (fault != null) {
                body.complete(new Body.Broken(fault));
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

    private @Nullable Fault take(Content.Chunk chunk) {
        int size = bytes.size() + chunk.remaining();
        if (size > Limits.MAX_BODY) {
            return Fault.BODY_TOO_LARGE;
        }
        if (request.getLength() < 0 && !share.growTo((size + STEP - 1) / STEP * (long) STEP)) {
            return Fault.BUSY;
        }
        byte[] more = new byte[chunk.remaining()];
        chunk.get(more, 0, more.length);
        bytes.writeBytes(more);
        return null;
    }

    private boolean isCompressed() {
        return request.getHeaders().contains(HttpHeader.CONTENT_ENCODING);
    }
}
