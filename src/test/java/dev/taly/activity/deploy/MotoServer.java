package dev.taly.activity.deploy;

import dev.taly.activity.FreePort;
import dev.taly.activity.OutsideTool;
import dev.taly.activity.Skip;
import dev.taly.activity.app.AwsClients;
import dev.taly.activity.faults.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * <a href="https://docs.getmoto.org">moto</a>, an emulator of AWS by other people in another language, as a child process.
 */
final class MotoServer implements AutoCloseable {
    static final String REGION = "us-east-1";
    static final String ACCOUNT = "123456789012";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;

    private MotoServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static MotoServer startOrSkip() throws IOException {
        Optional<OutsideTool> program = OutsideTool.onPath("moto_server");
        Skip.unless(program.isPresent(), "no moto_server here: pip install 'moto[server]'");
        int port = FreePort.find();
        Process process = new ProcessBuilder(
                        program.orElseThrow().program().toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        MotoServer server = new MotoServer(process, port);
        if (!Await.until(PATIENCE, () -> !process.isAlive() || FreePort.answers(port)) || !process.isAlive()) {
            server.close();
            throw new IllegalStateException("moto_server does not start");
        }
        return server;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    AwsClients clients() {
        return AwsClients.ofEmulator(endpoint(), REGION);
    }

    /** Forgets everything that was made. */
    void reset() throws IOException, InterruptedException {
        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint().resolve("/moto-api/reset"))
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("moto does not forget: " + answer.statusCode());
        }
    }

    /** Ends this process and what it started, and no other. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
