package dev.taly.activity.app.http.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Iterator;

/** Reads what a dashboard answers. */
final class Replies {
    private static final JsonMapper JSON = new JsonMapper();

    private Replies() {}

    /** The next line that begins so. */
    static String next(Iterator<String> lines, String start) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new AssertionError("the stream has ended without " + start);
    }

    static JsonNode data(Iterator<String> lines) throws IOException {
        return JSON.readTree(next(lines, "data: ").substring(6));
    }

    /** The next events, past what else the stream says. */
    static JsonNode batch(Iterator<String> lines) throws IOException {
        return JSON.readTree(next(lines, "data: {\"leftOut\"").substring(6));
    }

    static JsonNode json(HttpResponse<String> reply) throws IOException {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body());
    }

    static String header(HttpResponse<?> reply, String name) {
        return reply.headers().firstValue(name).orElse("");
    }
}
