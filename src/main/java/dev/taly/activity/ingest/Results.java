package dev.taly.activity.ingest;

import dev.taly.activity.event.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The answer to a request whose events were looked at one by one. */
final class Results {
    private static final String JSON = "application/json";
    private static final int ACCEPTED = 202;
    private static final int MULTI_STATUS = 207;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;
    private static final int ROOM_FOR_ONE = 64;
    private static final String RETRY_AFTER_SECONDS = "5";

    private Results() {}

    static HttpAnswer of(List<Item> items, boolean single) {
        if (items.stream().allMatch(Item::isTaken)) {
            return allTaken(items, single);
        }
        if (single) {
            return refused(items.get(0));
        }
        return items.stream().anyMatch(Item::isTaken) ? mixed(items) : noneTaken(items, statusOfAll(items));
    }

    /** The one that all have; else whether it is worth a repetition. */
    private static int statusOfAll(List<Item> items) {
        Set<Integer> statuses = items.stream().map(Item::status).collect(Collectors.toSet());
        if (statuses.size() == 1) {
            return statuses.iterator().next();
        }
        return statuses.contains(UNAVAILABLE) ? UNAVAILABLE : BAD_REQUEST;
    }

    private static HttpAnswer allTaken(List<Item> items, boolean single) {
        JsonText json = new JsonText(ROOM_FOR_ONE * items.size() + ROOM_FOR_ONE).begin('{');
        json.name("accepted").json(Integer.toString(items.size()));
        json.name("ids").begin('[');
        items.forEach(item -> json.string(Objects.requireNonNull(item.id())));
        json.end(']');
        if (single) {
            json.member("id", items.get(0).id());
        }
        return HttpAnswer.of(ACCEPTED, JSON, json.end('}').toString());
    }

    private static HttpAnswer refused(Item item) {
        JsonText json = new JsonText(ROOM_FOR_ONE).begin('{');
        Objects.requireNonNull(item.problem()).writeMembers(json);
        json.member("id", item.id());
        return HttpAnswer.of(item.status(), Problem.MEDIA_TYPE, json.end('}').toString())
                .with(headers(item.status()));
    }

    private static HttpAnswer noneTaken(List<Item> items, int status) {
        JsonText json = new JsonText(ROOM_FOR_ONE).begin('{');
        Fault.NOTHING_TAKEN.problem(status).writeMembers(json);
        writeResults(json, items);
        return HttpAnswer.of(status, Problem.MEDIA_TYPE, json.end('}').toString())
                .with(headers(status));
    }

    private static HttpAnswer mixed(List<Item> items) {
        JsonText json = new JsonText(ROOM_FOR_ONE * items.size()).begin('{');
        writeResults(json, items);
        HttpAnswer answer = HttpAnswer.of(MULTI_STATUS, JSON, json.end('}').toString());
        return items.stream().anyMatch(item -> item.status() == UNAVAILABLE)
                ? answer.with(headers(UNAVAILABLE))
                : answer;
    }

    private static void writeResults(JsonText json, List<Item> items) {
        long taken = items.stream().filter(Item::isTaken).count();
        json.name("accepted").json(Long.toString(taken));
        json.name("failed").json(Long.toString(items.size() - taken));
        json.name("results").begin('[');
        for (int i = 0; i < items.size(); i++) {
            items.get(i).write(json, i);
        }
        json.end(']');
    }

    private static Map<String, String> headers(int status) {
        return switch (status) {
            case FORBIDDEN -> Entrance.challenge(Fault.INSUFFICIENT_SCOPE);
            case UNAVAILABLE -> Map.of("Retry-After", RETRY_AFTER_SECONDS);
            default -> Map.of();
        };
    }
}
