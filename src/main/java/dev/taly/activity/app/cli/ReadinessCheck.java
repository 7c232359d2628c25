package dev.taly.activity.app.cli;

import dev.taly.activity.app.http.HealthHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a process of this machine whether it is ready, as a container's health check does. */
final class ReadinessCheck {
    private static final Duration CHECK_TIME = Duration.ofSeconds(3);
    private static final int READY = 200;

    private ReadinessCheck() {}

    static boolean isReady(int httpPort) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + HealthHandler.PATH))
                .timeout(CHECK_TIME)
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == READY;
        } catch (IOException e) {
            return false;
        }
    }
}
