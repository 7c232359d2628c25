package dev.taly.activity.publish;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The HTTP door, {@code POST /log-activity}: for services that have a token and no AWS credentials. A batch is one request, an event
 * a line. Safe for any number of threads.
 *
 * <p>What the door calls the event's fault is refused for good. Everything else, a wrong token included, may get well and is worth
 * another try, when the publisher's own pauses say, whatever {@code Retry-After} asks for. A proxy is used as the JDK's system properties say.
 */
public final class HttpTransport implements Transport {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    /** Many times what the door says of a batch. */
    private static final int MAX_ANSWER = 256 * 1024;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** Longer than the door waits for its topic. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

    private final URI url;
    private final Supplier<String> token;
    private final Duration callTimeout;
    private final HttpClient client;

    HttpTransport(URI url, Supplier<String> token, Duration callTimeout) {
        this.url = checked(url);
        this.token = requireNonNull(token, "token is null");
        this.callTimeout = callTimeout;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * A transport to that door.
     *
     * @param url of its {@code /log-activity}: {@code https}, or {@code http} to loopback
     * @param token gives the token for each request, so that it may change; called by several threads
     * @throws IllegalArgumentException if it is no such URL
     */
    public static HttpTransport of(URI url, Supplier<String> token) {
        return new HttpTransport(url, token, CALL_TIMEOUT);
    }

    @Override
    public List<Delivery> send(List<OutboundEvent> batch) {
        HttpResponse<byte[]> response;
        try {
            response = exchange(request(batch));
        } catch (UnansweredException e) {
            return new ArrayList<>(Collections.nCopies(batch.size(), new Delivery.Failed(e.why())));
        }
        HttpReply reply = HttpReply.of(response.statusCode(), response.body(), batch);
        return reply.isAboutContent() && batch.size() > 1 ? oneByOne(batch) : reply.deliveries();
    }

    /** Does nothing: a client of Java 17 ends its threads when nobody holds it any more. */
    @Override
    public void close() {}

    private HttpRequest request(List<OutboundEvent> batch) {
        return HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + currentToken())
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(
                        batch.stream().map(OutboundEvent::json).collect(Collectors.joining("\n"))))
                .build();
    }

    /** Checked here, because the JDK's exception for a wrong header quotes it. */
    private String currentToken() {
        String current;
        try {
            current = token.get();
        } catch (RuntimeException e) {
            throw new UnansweredException("there is no token: " + e.getClass().getSimpleName());
        }
        if (current == null || !TOKEN.matcher(current).matches()) {
            throw new UnansweredException("the token has a wrong form");
        }
        return current;
    }

    /** In bounded time: the JDK's own timeout ends with the headers of the answer. */
    private HttpResponse<byte[]> exchange(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new BoundedBody(MAX_ANSWER));
        try {
            return answer.get(callTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new UnansweredException("no answer in " + callTimeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new UnansweredException(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new UnansweredException("interrupted");
        }
    }

    /** Stops at the first that fails, for the others probably would after as long a wait: they come again. */
    private List<Delivery> oneByOne(List<OutboundEvent> batch) {
        List<Delivery> results =
                new ArrayList<>(Collections.nCopies(batch.size(), new Delivery.Failed("not tried alone yet")));
        for (int i = 0; i < batch.size(); i++) {
            results.set(i, send(List.of(batch.get(i))).get(0));
            if (results.get(i) instanceof Delivery.Failed) {
                break;
            }
        }
        return results;
    }

    private static URI checked(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(url.getHost());
        boolean safe = scheme.equals("https")
                || (scheme.equals("http") && LOOPBACK.matcher(host).matches());
        if (!safe || url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "url must be https://HOST/log-activity; plain http only goes to loopback, or the token could be read");
        }
        return url;
    }

    /** There is no answer at all; it does not leave this class. */
    private static final class UnansweredException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnansweredException(String why) {
            super(why, null, false, false);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }
}
