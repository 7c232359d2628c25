package dev.taly.activity.app.lambda;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The JSON that Lambda hands to a function behind a queue. */
final class Batches {
    private Batches() {}

    /** Of those bodies; the messages are m-0, m-1 and so on. */
    static String of(List<String> bodies) {
        return IntStream.range(0, bodies.size())
                .mapToObj(i -> "{\"messageId\":\"m-" + i + "\",\"receiptHandle\":\"r\",\"body\":\""
                        + bodies.get(i).replace("\\", "\\\\").replace("\"", "\\\"")
                        + "\",\"attributes\":{\"SentTimestamp\":\"1711629930007\"},\"messageAttributes\":{}}")
                .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
    }

    static String of(String... bodies) {
        return of(List.of(bodies));
    }

    /** With personal data in many places, and whatever the enrichments look at. */
    static String event(String tenant, String id) {
        return "{\"id\":\"" + id + "\",\"tenantId\":\"" + tenant
                + "\",\"actorId\":\"user-1\",\"action\":\"user_login\",\"resource\":\"session\","
                + "\"timestamp\":\"2024-03-28T12:45:30.120Z\",\"metadata\":{\"note\":\"call +1 212 555 0123 or jane@example.com, "
                + "DE89 3704 0044 0532 0130 00\",\"role\":\"STAFF\"},\"userAgent\":\"Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
                + "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.5993.70 Safari/537.36\",\"ipAddress\":\"203.0.113.7\"}";
    }

    /** As small as events get. */
    static String small(String tenant, String id) {
        return "{\"id\":\"" + id + "\",\"tenantId\":\"" + tenant
                + "\",\"actorId\":\"u\",\"action\":\"user_login\",\"resource\":\"session\",\"timestamp\":\"2024-03-28T10:00:00Z\"}";
    }
}
