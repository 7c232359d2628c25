package dev.taly.activity.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.event.RejectionCode;
import dev.taly.activity.publish.Transport.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the HTTP door's answer says of each event of a batch. In doubt an event has failed: trying in vain costs little, giving up
 * too early costs an event.
 *
 * @param deliveries for each event, in order
 * @param isAboutContent whether the request was refused as a whole for what is in it, so that its events should be tried alone
 */
record HttpReply(List<Delivery> deliveries, boolean isAboutContent) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> STATUSES_OF_CONTENT = Set.of(400, 413, 422);
    private static final Set<String> CODES_OF_CONTENT = Stream.concat(
                    Stream.of(RejectionCode.values()).map(RejectionCode::wire),
                    Stream.of("refused", "body_too_large", "too_many_events"))
            .collect(Collectors.toUnmodifiableSet());
    private static final int FORBIDDEN = 403;
    private static final int ACCEPTED = 202;
    private static final int MULTI_STATUS = 207;

    static HttpReply of(int status, byte[] body, List<OutboundEvent> batch) {
        JsonNode json = read(body);
        if (status == ACCEPTED) {
            return new HttpReply(accepted(json, batch), false);
        }
        if (json.path("results").isArray() && (status == MULTI_STATUS || status >= 400)) {
            return new HttpReply(results(json.path("results"), batch), false);
        }
        boolean aboutContent = isAboutContent(status, json);
        String why = why(status, json);
        Delivery delivery = aboutContent ? new Delivery.Refused(why) : new Delivery.Failed(why);
        return new HttpReply(all(batch, delivery), aboutContent);
    }

    private static List<Delivery> accepted(JsonNode json, List<OutboundEvent> batch) {
        List<Delivery> deliveries = all(batch, new Delivery.Failed("the answer left it out"));
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i).id().equals(json.path("ids").path(i).textValue())) {
                deliveries.set(i, new Delivery.Delivered());
            }
        }
        return deliveries;
    }

    private static List<Delivery> results(JsonNode results, List<OutboundEvent> batch) {
        List<Delivery> deliveries = all(batch, new Delivery.Failed("the answer left it out"));
        for (JsonNode result : results) {
            int index = result.path("index").asInt(-1);
            if (index >= 0 && index < batch.size()) {
                deliveries.set(index, result(result, batch.get(index)));
            }
        }
        return deliveries;
    }

    private static Delivery result(JsonNode result, OutboundEvent event) {
        int status = result.path("status").asInt();
        if (status == ACCEPTED && event.id().equals(result.path("id").textValue())) {
            return new Delivery.Delivered();
        }
        JsonNode problem = result.path("problem");
        // Of one event it is about its tenant; of the whole request it may be about the token.
        boolean otherTenants =
                status == FORBIDDEN && problem.path("code").asText().equals("insufficient_scope");
        String why = why(status, problem);
        return otherTenants || isAboutContent(status, problem) ? new Delivery.Refused(why) : new Delivery.Failed(why);
    }

    /** A proxy's answer has the same statuses, and may be JSON with a code as well: only the door's own words count. */
    private static boolean isAboutContent(int status, JsonNode problem) {
        return STATUSES_OF_CONTENT.contains(status)
                && CODES_OF_CONTENT.contains(problem.path("code").asText());
    }

    private static String why(int status, JsonNode problem) {
        String detail = problem.path("detail").asText();
        return "HTTP " + status + (detail.isEmpty() ? "" : ": " + detail);
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private static List<Delivery> all(List<OutboundEvent> batch, Delivery delivery) {
        return new ArrayList<>(Collections.nCopies(batch.size(), delivery));
    }
}
