package dev.taly.activity.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** How often the consumer has got each tenant's messages, as the queue itself counts. Safe for any number of threads. */
final class Receives {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Integer> mostByTenant = new HashMap<>();

    /** @param batch as Lambda hands it over */
    synchronized void note(byte[] batch) throws IOException {
        for (JsonNode message : JSON.readTree(batch).path("Records")) {
            String body = message.path("body").textValue();
            if (body != null && body.startsWith("{\"id\"")) {
                String tenant = JSON.readTree(body).path("tenantId").asText();
                mostByTenant.merge(
                        tenant,
                        message.path("attributes")
                                .path("ApproximateReceiveCount")
                                .asInt(),
                        Math::max);
            }
        }
    }

    /** Of the message that came most often; 0 where none has come. */
    synchronized int most(String tenant) {
        return mostByTenant.getOrDefault(tenant, 0);
    }
}
