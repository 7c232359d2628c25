package dev.taly.activity.app.http.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A headless browser with one page, driven by the DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LISTENS = "DevTools listening on ";

    private final Process process;
    private final WebSocket socket;
    private final Inbox inbox;
    private final String session;
    private int lastId;

    private Chromium(Process process, WebSocket socket, Inbox inbox) {
        this.process = process;
        this.socket = socket;
        this.inbox = inbox;
        String target = call(null, "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        this.session = call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Where there is one: {@code CHROME_BIN}, or one of the usual places. */
    static Optional<Path> find() {
        return Stream.of(
                        System.getenv().getOrDefault("CHROME_BIN", ""),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param profile an empty directory */
    static Chromium start(Path binary, Path profile) throws IOException {
        Process process = new ProcessBuilder(
                        binary.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Inbox inbox = new Inbox();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(address(process)), inbox)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return new Chromium(process, socket, inbox);
        } catch (Exception e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException("the browser does not answer", e);
        }
    }

    private static String address(Process process) throws IOException {
        BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(LISTENS)) {
                Thread rest = new Thread(() -> said.lines().forEach(more -> {}), "chromium-says");
                rest.setDaemon(true);
                rest.start();
                return line.substring(LISTENS.length());
            }
        }
        throw new IOException("the browser has ended");
    }

    void open(URI address) {
        call("Page.navigate", Map.of("url", address.toString()));
    }

    /** Makes the window so large; with {@code dark}, prefers dark colours. */
    void look(int width, int height, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** What a script on the page gives; it may be a promise. */
    JsonNode eval(String script) {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(script + ": "
                    + answer.at("/exceptionDetails/exception/description").asText());
        }
        return answer.at("/result/value");
    }

    /** Waits until a script gives true, on whatever page there is by then. */
    void until(String script) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (eval("new Promise(done => { const end = performance.now() + 1000; const look = () => {"
                                + " let met = false; try { met = Boolean(" + script + "); } catch { met = false; }"
                                + " if (met || performance.now() > end) done(met); else setTimeout(look, 20); }; look(); })")
                        .asBoolean()) {
                    return;
                }
            } catch (IllegalStateException e) {
                // The page went away meanwhile.
                if (!String.valueOf(e.getMessage()).contains("navigated")
                        && !String.valueOf(e.getMessage()).contains("context")) {
                    throw e;
                }
            }
        }
        throw new AssertionError("never: " + script + "\n" + String.join("\n", complaints()));
    }

    void press(String key) {
        String text = key.length() == 1 ? key : key.equals("Enter") ? "\r" : "";
        call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "text", text));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    /** Writes what is seen. */
    void shoot(Path png, boolean whole) throws IOException {
        String data = call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole))
                .path("data")
                .asText();
        Files.write(png, Base64.getDecoder().decode(data));
    }

    /** What the browser has complained of: errors of scripts and of the policy. */
    List<String> complaints() {
        return inbox.events.stream()
                .filter(event -> event.path("method").asText().equals("Runtime.exceptionThrown")
                        || event.at("/params/entry/level").asText().equals("error"))
                .map(JsonNode::toString)
                .toList();
    }

    /** Every address that was asked for. */
    List<String> requests() {
        return inbox.events.stream()
                .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url").asText())
                .toList();
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        return call(session, method, parameters);
    }

    private synchronized JsonNode call(@Nullable String of, String method, Map<String, ?> parameters) {
        int id = ++lastId;
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        if (of != null) {
            message.put("sessionId", of);
        }
        message.set("params", JSON.valueToTree(parameters));
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        inbox.waiting.put(id, answer);
        try {
            socket.sendText(message.toString(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            JsonNode reply = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (reply.has("error")) {
                throw new IllegalStateException(method + ": " + reply.path("error"));
            }
            return reply.path("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method, e);
        }
    }

    @Override
    public void close() {
        socket.abort();
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static final class Inbox implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
        private final List<JsonNode> events = new CopyOnWriteArrayList<>();
        private final List<CharSequence> parts = new ArrayList<>();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.add(data.toString());
            if (last) {
                take(String.join("", parts));
                parts.clear();
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void take(String text) {
            try {
                JsonNode message = JSON.readTree(text);
                CompletableFuture<JsonNode> asked =
                        waiting.remove(message.path("id").asInt());
                if (asked != null) {
                    asked.complete(message);
                } else if (!message.path("method").asText().startsWith("Network.dataReceived")
                        && !message.path("method").asText().startsWith("Network.eventSource")) {
                    events.add(message);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
