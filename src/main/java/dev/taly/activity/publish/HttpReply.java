package dev.taly.activity.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.publish.Transport.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What the HTTP door's answer says of each event of a batch. In doubt an event has failed: trying in vain costs little, giving up
 * too early costs an event.
 *
 * @param deliveries for each event, in order
 * @param isAboutContent whether the request was refused as a whole for what is in it, so that its events should be tried alone
 */
record HttpReply(List<Delivery> deliveries, boolean isAboutContent) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> ABOUT_CONTENT = Set.of(400, 413, 422);
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
        // 400 has two meanings: without its code it may come from a proxy, and invalid_request is about the token.
        boolean aboutContent = ABOUT_CONTENT.contains(status)
                && json.path("code").isTextual()
                && !json.path("code").textValue().equals("invalid_request");
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
        String why = why(status, result.path("problem"));
        return ABOUT_CONTENT.contains(status) ? new Delivery.Refused(why) : new Delivery.Failed(why);
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
