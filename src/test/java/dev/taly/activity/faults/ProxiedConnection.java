package dev.taly.activity.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One client's connection: request after request, until either side or a fault ends it. For one thread. */
final class ProxiedConnection {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long SLOW_MILLIS = 300;

    private final Socket client;
    private final URI upstream;
    private final FaultPlan plan;
    private final Watcher watcher;
    private final InputStream in;
    private final OutputStream out;

    ProxiedConnection(Socket client, URI upstream, FaultPlan plan, Watcher watcher) throws IOException {
        this.client = client;
        this.upstream = upstream;
        this.plan = plan;
        this.watcher = watcher;
        this.in = new BufferedInputStream(client.getInputStream());
        this.out = client.getOutputStream();
    }

    void run() throws IOException, InterruptedException {
        boolean goOn = true;
        while (goOn) {
            Optional<HttpMessage> head = HttpMessage.readHead(in);
            goOn = head.isPresent() && handle(read(head.get()));
        }
    }

    private HttpMessage read(HttpMessage head) throws IOException {
        if (head.header("Expect").isPresent()) {
            out.write(CONTINUE);
        }
        return head.without("Expect").readRequestBody(in);
    }

    /** Whether the connection lives on. */
    private boolean handle(HttpMessage request) throws IOException, InterruptedException {
        AwsRequest seen = AwsRequest.of(request);
        if (!watcher.arrived(seen)) {
            return reset();
        }
        Optional<Fault> fault = plan.next(seen);
        if (fault.isEmpty()) {
            return answer(forward(seen, request));
        }
        return switch (fault.get()) {
            case ERROR_500, SLOW_DOWN_503, DENIED_403 ->
                answer(ErrorAnswer.of(fault.get(), seen).to(seen));
            case UNREACHED -> hold();
            case UNANSWERED -> {
                forward(seen, request);
                yield hold();
            }
            case RESET_BEFORE -> reset();
            case RESET_AFTER -> {
                forward(seen, request);
                yield reset();
            }
            case CUT -> {
                byte[] whole = forward(seen, request).bytes();
                out.write(Arrays.copyOf(whole, whole.length / 2));
                yield false;
            }
            case SLOW -> {
                TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
                yield answer(forward(seen, request));
            }
            case PARTLY ->
                answer(
                        PartialBatch.isPossible(seen)
                                ? partly(seen, PartialBatch.of(seen, request))
                                : ErrorAnswer.of(Fault.ERROR_500, seen).to(seen));
        };
    }

    private HttpMessage partly(AwsRequest seen, PartialBatch batch) throws IOException {
        return batch.isEmpty()
                ? ErrorAnswer.of(Fault.ERROR_500, seen).to(seen)
                : batch.answer(forward(seen, batch.remaining()));
    }

    private HttpMessage forward(AwsRequest seen, HttpMessage request) throws IOException {
        // A connection for each, so that none is stale.
        try (Socket service = new Socket(upstream.getHost(), upstream.getPort())) {
            service.setTcpNoDelay(true);
            boolean bodiless = request.body().length == 0;
            HttpMessage sent = (bodiless ? request : request.framed())
                    .without("Connection")
                    .with("Connection: close");
            service.getOutputStream().write(sent.bytes());
            InputStream answers = new BufferedInputStream(service.getInputStream());
            HttpMessage head = HttpMessage.readHead(answers).orElseThrow(() -> new IOException("the service hung up"));
            HttpMessage answer = head.readResponseBody(answers, seen.operation().equals("HEAD"))
                    .without("Connection");
            watcher.done(seen);
            boolean hasLength =
                    seen.operation().equals("HEAD") || head.startLine().contains(" 204 ");
            return hasLength ? answer : answer.framed();
        }
    }

    private boolean answer(HttpMessage answer) throws IOException {
        out.write(answer.bytes());
        out.flush();
        return true;
    }

    /** Says nothing until the client has gone. */
    private boolean hold() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
        return false;
    }

    private boolean reset() throws IOException {
        client.setSoLinger(true, 0);
        return false;
    }
}
