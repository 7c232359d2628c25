package dev.taly.activity.app.http;

import dev.taly.activity.ingest.Doors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests from good to hostile, the same for the same seed. */
final class GeneratedCalls {
    private static final List<String> TENANTS = List.of("acme", "acme", "globex");

    private static final byte[] BOMB =
            Call.of("POST", "/").body(new byte[16 * 1024 * 1024]).zipped().body;

    private final Random random;
    private int made;

    GeneratedCalls(long seed) {
        random = new Random(seed);
    }

    Call next() {
        Call call = good();
        for (int i = pick(3); i > 0; i--) {
            call = mutation().apply(call);
        }
        return call;
    }

    private Call good() {
        Call call = Call.post(one(List.of(Doors.ANY, Doors.ACME)), "");
        call = switch (pick(3)) {
            case 0 -> call.body(utf8(event()));
            case 1 -> call.body(utf8(events(1 + pick(25)).collect(Collectors.joining(" , ", "[", " ]\n"))));
            default ->
                call.only("Content-Type", "application/x-ndjson; charset=UTF-8")
                        .body(utf8(events(1 + pick(25)).collect(Collectors.joining("\r\n\n"))));
        };
        if (pick(4) == 0) {
            call = call.with("Idempotency-Key", "key-" + ++made);
        }
        return pick(4) == 0 ? call.zipped().with("Content-Encoding", "gzip") : call;
    }

    private Stream<String> events(int count) {
        return IntStream.range(0, count).mapToObj(i -> event());
    }

    private String event() {
        String event = "{" + (pick(3) > 0 ? "\"tenantId\":\"" + one(TENANTS) + "\"," : "")
                + (pick(3) == 0 ? "\"id\":\"own-" + ++made + "\"," : "")
                + "\"actorId\":\"u\",\"action\":\"user_login\",\"resource\":\"session\","
                + "\"timestamp\":\"2024-03-28T12:45:30Z\",\"metadata\":{\"é\":[1.10,{}],\"x\":\""
                + "x".repeat(pick(300))
                + "\"}}";
        return pick(4) > 0 ? event : brokenEvent(event);
    }

    private String brokenEvent(String event) {
        return switch (pick(12)) {
            case 0 -> event.replace("\"actorId\":\"u\",", "");
            case 1 -> event.replace("user_login", "User Login");
            case 2 -> event.replace("2024-03", "2024-13");
            case 3 -> event.replace("2024-", "2924-");
            case 4 -> event.replace("{\"é\"", "{\"x\":1,\"é\"");
            case 5 -> event.replace("\"actorId\"", "\"actorID\"");
            case 6 -> event.replace("[1.10", "[".repeat(20) + "]".repeat(19) + ",1");
            case 7 -> "[]";
            case 8 -> "\"" + event.replace("\"", "\\\"") + "\"";
            case 9 -> event.replace("\"x\":\"", "\"x\":\"" + "y".repeat(131_072));
            case 10 -> event.substring(0, event.length() - 1 - pick(20));
            default -> event.replace("\"u\"", "\"\\ud800\"");
        };
    }

    private UnaryOperator<Call> mutation() {
        return switch (pick(22)) {
            case 0 -> call -> call.without("Authorization");
            case 1 ->
                call -> call.only("Authorization", one(List.of("", "Bearer", "Basic eDp5", "Bearer a b", "Bearer ,")));
            case 2 ->
                call -> call.only(
                        "Authorization", "Bearer " + one(List.of("nobody", Doors.EXPIRED, "x".repeat(3_000))));
            case 3 -> call -> call.with("Authorization", "Bearer " + Doors.ANY);
            case 4 ->
                call -> call.at(
                        one(List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW")), call.path);
            case 5 ->
                call -> call.at(
                        call.method,
                        one(List.of("/", "/log-activity/", "/healthz", "/openapi.json", "/x%20y", "//", "/a?b")));
            case 6 -> call -> call.at(one(List.of("GET", "HEAD")), one(List.of("/healthz", "/openapi.json")));
            case 7 -> call -> call.without("Content-Type");
            case 8 ->
                call -> call.only(
                        "Content-Type",
                        one(List.of(
                                "text/plain",
                                "application/json; charset=latin1",
                                "application/xml",
                                ";",
                                "a/b/c",
                                "application/json;q")));
            case 9 -> call -> call.with("Content-Type", "application/json");
            case 10 -> call -> call.with("Content-Encoding", one(List.of("gzip", "br", "identity", "gzip, gzip", "")));
            case 11 -> call -> call.body(Arrays.copyOf(call.body, pick(call.body.length + 1)));
            case 12 -> this::flipped;
            case 13 -> call -> call.body(random(pick(2_000)));
            case 14 -> call -> call.body(new byte[0]);
            case 15 ->
                call -> call.with(
                        "Idempotency-Key", one(List.of("", "a b", "k".repeat(126), "k".repeat(200), "ok", "é")));
            case 16 ->
                call -> call.with(
                        "X-Client-IP",
                        one(List.of("203.0.113.7", "::1", "", "localhost", "1.2.3.4, 5.6.7.8", "01.2.3.4")));
            case 17 -> call -> call.with("User-Agent", one(List.of("curl/8.5", "", "x".repeat(2_000), "ü")));
            case 18 -> call -> call.body(utf8("[" + (event() + ",").repeat(500) + event() + "]"));
            case 19 -> call -> call.body(utf8("[".repeat(1 + pick(3_000))));
            case 20 -> call -> call.body(BOMB).only("Content-Encoding", "gzip");
            default -> call -> call.with("X-Forwarded-For", "<script>").with("Cookie", "a=b");
        };
    }

    private Call flipped(Call call) {
        byte[] body = call.body.clone();
        for (int i = 0; i < 3 && body.length > 0; i++) {
            body[pick(body.length)] = (byte) random.nextInt();
        }
        return call.body(body);
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private int pick(int bound) {
        return random.nextInt(bound);
    }

    private <T> T one(List<T> of) {
        return of.get(pick(of.size()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
