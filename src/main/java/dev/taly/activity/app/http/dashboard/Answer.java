package dev.taly.activity.app.http.dashboard;

import dev.taly.activity.event.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is answered at once. The body's bytes are nobody's to change. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, Map<String, String> headers, byte[] body) {
    private static final int ROOM = 128;

    /** JSON that no cache keeps. */
    static Answer json(int status, String json) {
        return new Answer(
                status,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                json.getBytes(StandardCharsets.UTF_8));
    }

    /** A refusal that says why. */
    static Answer problem(int status, String code, String detail) {
        return json(
                status,
                new JsonText(ROOM)
                        .begin('{')
                        .member("code", code)
                        .member("detail", detail)
                        .end('}')
                        .toString());
    }

    /** Go to that path of ours next. */
    static Answer seeOther(String path) {
        return new Answer(303, Map.of("Location", path, "Cache-Control", "no-store"), new byte[0]);
    }

    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    void write(Response response, Callback callback) {
        response.setStatus(status);
        headers.forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
