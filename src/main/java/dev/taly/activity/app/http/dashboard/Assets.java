package dev.taly.activity.app.http.dashboard;

import dev.taly.activity.archive.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page and what it is made of, read once. Immutable. */
final class Assets {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("/", "page/index.html"),
            Map.entry("/assets/icon.svg", "page/icon.svg"),
            Map.entry("/assets/dashboard.css", "page/dashboard.css"),
            Map.entry("/assets/dashboard.js", "page/dashboard.js"),
            Map.entry("/assets/feed.js", "page/feed.js"),
            Map.entry("/assets/table.js", "page/table.js"),
            Map.entry("/assets/figures.js", "page/figures.js"),
            Map.entry("/assets/chart.js", "page/chart.js"),
            Map.entry("/assets/search.js", "page/search.js"),
            Map.entry("/assets/text.js", "page/text.js"),
            Map.entry("/assets/uplot.js", UPLOT + "uPlot.esm.js"),
            Map.entry("/assets/uplot.css", UPLOT + "uPlot.min.css"));
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Answer> answers = new LinkedHashMap<>();

    Assets() {
        FILES.forEach((path, file) -> {
            byte[] content = read(file);
            answers.put(
                    path,
                    new Answer(
                            200,
                            Map.of(
                                    "Content-Type",
                                    TYPES.get(file.substring(file.lastIndexOf('.') + 1)),
                                    "Cache-Control",
                                    "no-cache",
                                    "ETag",
                                    '"' + Sha256.of(content).hex().substring(0, 32) + '"'),
                            content));
        });
    }

    /** The file of that path; without its content where the client has it already. */
    Optional<Answer> find(String path, @Nullable String known) {
        Answer answer = answers.get(path);
        if (answer == null) {
            return Optional.empty();
        }
        return Optional.of(
                Objects.equals(known, answer.headers().get("ETag"))
                        ? new Answer(304, answer.headers(), new byte[0])
                        : answer);
    }

    private static byte[] read(String file) {
        try (InputStream in = Assets.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
