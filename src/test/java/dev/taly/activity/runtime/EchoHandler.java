package dev.taly.activity.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Answers with the request id and the event, or does as it is told. */
public final class EchoHandler implements RequestStreamHandler {
    /** For Lambda. */
    public EchoHandler() {
        if (System.getenv("FAIL") != null) {
            throw new IllegalStateException("no settings");
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        switch (event) {
            case "\"throw\"" -> throw new IllegalStateException("as told");
            case "\"exit\"" -> Runtime.getRuntime().halt(3);
            case "\"hang\"" -> hang();
            default -> {
                String answer = context.getAwsRequestId() + " " + event + " "
                        + (context.getRemainingTimeInMillis() > 0 ? "in time" : "late");
                output.write(answer.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
