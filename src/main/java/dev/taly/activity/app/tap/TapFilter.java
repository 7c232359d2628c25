package dev.taly.activity.app.tap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which events a tap wants. The topic leaves out others where it can tell; who asks must still look, since a policy may be too
 * complex for a topic, and does without.
 *
 * @param tenants whose; empty for any
 * @param actors whose doing; empty for any
 * @param actions what was done; empty for anything
 * @param outcomes {@code success}, {@code failure}; empty for any or none
 */
public record TapFilter(Set<String> tenants, Set<String> actors, Set<String> actions, Set<String> outcomes) {
    /** Of the combinations of values, <a href="https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html">SNS's limit</a>. */
    private static final int MAX_COMBINATIONS = 150;

    public TapFilter {
        tenants = Set.copyOf(tenants);
        actors = Set.copyOf(actors);
        actions = Set.copyOf(actions);
        outcomes = Set.copyOf(outcomes);
    }

    /** Every event. */
    public static TapFilter all() {
        return new TapFilter(Set.of(), Set.of(), Set.of(), Set.of());
    }

    /** The subscription's filter policy, on the body; nothing where all come. */
    Optional<String> policy() {
        Map<String, List<String>> policy = new LinkedHashMap<>();
        long combinations = 1;
        for (Map.Entry<String, Set<String>> field : fields().entrySet()) {
            int values = field.getValue().size();
            if (values > 0 && combinations * values <= MAX_COMBINATIONS) {
                combinations *= values;
                policy.put(field.getKey(), field.getValue().stream().sorted().toList());
            }
        }
        try {
            return policy.isEmpty() ? Optional.empty() : Optional.of(new JsonMapper().writeValueAsString(policy));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }

    private Map<String, Set<String>> fields() {
        Map<String, Set<String>> fields = new LinkedHashMap<>();
        fields.put("tenantId", tenants);
        fields.put("actorId", actors);
        fields.put("action", actions);
        fields.put("outcome", outcomes);
        return fields;
    }
}
