package dev.taly.activity.local.sns;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local SNS as a handler for any Jetty server, at any path: it answers whatever it gets, so the server sends it only
 * what is meant for SNS. For development and demonstration: <b>it checks no signatures and no permissions</b>, so the
 * server must listen on loopback only. It starts empty and keeps everything in memory.
 *
 * <p>A Publish is answered after the subscribed queues took the message. If one did not, the publisher gets a 500
 * InternalError, or a failed entry of its batch, and is expected to try again; then others may get the message twice.
 *
 * <p>Not there: FIFO topics, subscribers other than SQS queues, confirmation of subscriptions, delivery retries of its own.
 *
 * <p>Safe for any number of threads.
 */
public final class SnsHandler extends Handler.Abstract {
    /** The most bytes of a request: 256 KiB with every byte escaped, and room for wrong ones to get SNS's own error. */
    static final int MAX_REQUEST_BYTES = 2 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SnsHandler.class);
    private static final int OK = 200;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;

    private final Actions actions;
    private final Supplier<String> ids;

    /**
     * An SNS without topics.
     *
     * @param region of all topics, e.g. {@code us-east-1}
     * @param account their owner, 12 digits
     * @param queues takes messages to the subscribed queues
     * @param clock the time of publishing
     * @param ids makes a new UUID each time: for messages, subscriptions and requests; called by several threads
     */
    public SnsHandler(String region, String account, QueueSender queues, Clock clock, Supplier<String> ids) {
        requireNonNull(region, "region is null");
        requireNonNull(account, "account is null");
        requireNonNull(queues, "queues is null");
        requireNonNull(clock, "clock is null");
        this.ids = requireNonNull(ids, "ids is null");
        this.actions = new Actions(new Account(region, account), queues, clock, ids);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        String requestId = ids.get();
        int status = OK;
        String body;
        try {
            body = actions.answer(QueryForm.parse(form(request)), requestId);
        } catch (SnsException e) {
            status = e.status();
            body = error(e, requestId);
        } catch (RuntimeException e) {
            LOG.error("request {} failed", requestId, e);
            SnsException internal = SnsException.internal(e.toString());
            status = internal.status();
            body = error(internal, requestId);
        }
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/xml");
        response.getHeaders().put("x-amzn-RequestId", requestId);
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private static String form(Request request) throws IOException {
        if (!HttpMethod.POST.is(request.getMethod())) {
            throw SnsException.of(METHOD_NOT_ALLOWED, "MethodNotAllowed", "Actions are sent with POST.");
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] form = in.readNBytes(MAX_REQUEST_BYTES + 1);
            if (form.length > MAX_REQUEST_BYTES) {
                throw SnsException.of(
                        TOO_LARGE, "RequestEntityTooLarge", "A request is at most " + MAX_REQUEST_BYTES + " bytes.");
            }
            return new String(form, StandardCharsets.UTF_8);
        }
    }

    private static String error(SnsException error, String requestId) {
        return new XmlWriter()
                .openRoot("ErrorResponse")
                .open("Error")
                .text("Type", error.isSendersFault() ? "Sender" : "Receiver")
                .text("Code", error.code())
                .text("Message", error.text())
                .close("Error")
                .text("RequestId", requestId)
                .close("ErrorResponse")
                .toString();
    }
}
