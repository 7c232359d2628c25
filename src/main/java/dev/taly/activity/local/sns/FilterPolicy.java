package dev.taly.activity.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * A <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">filter policy</a>, evaluated
 * by the library that AWS published from its own. Its rules are not quite SNS's; the differences are settled here and in
 * {@link FilterPolicyRules}:
 *
 * <ul>
 *   <li>Ruler knows JSON only. Attributes become an object: a {@code Number} a number, a {@code String.Array} an array, of
 *       which one element has to match, any other text a string. Binary attributes are left out, as SNS ignores them.
 *   <li>Ruler refuses {@code {}}; SNS takes it for no policy.
 *   <li>Ruler reads past the end of the JSON and throws for a message body that is no object; SNS delivers none such.
 *   <li>Ruler has operators that SNS has not, and no limit on keys, nesting, combinations and numbers.
 *   <li>Alike, and surprising: {@code exists} is about leaves, so an object, an empty array and a missing property are the
 *       same; {@code anything-but} matches an array with one other element, and no missing property; {@code a.b} in a
 *       policy is the same as {@code b} nested in {@code a}.
 * </ul>
 *
 * <p>SNS compares numbers to five digits after the point, this to all. Safe for any number of threads.
 */
final class FilterPolicy {
    private static final int MAX_BYTES = 256 * 1024;
    private static final String RULE = "policy";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Scope scope;
    private final Machine machine;

    /** What a policy looks at. */
    enum Scope {
        MESSAGE_ATTRIBUTES("MessageAttributes"),
        MESSAGE_BODY("MessageBody");

        private final String wire;

        Scope(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }

        static Optional<Scope> of(String wire) {
            for (Scope scope : values()) {
                if (scope.wire.equals(wire)) {
                    return Optional.of(scope);
                }
            }
            return Optional.empty();
        }
    }

    private FilterPolicy(Scope scope, Machine machine) {
        this.scope = scope;
        this.machine = machine;
    }

    /**
     * The policy, or nothing where the text says that there is none.
     *
     * @param reason how an error starts, which differs between the actions
     * @throws SnsException if it is not one of SNS's
     */
    static Optional<FilterPolicy> compile(String json, Scope scope, String reason) {
        if (json.isEmpty()) {
            return Optional.empty();
        }
        if (json.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw SnsException.invalidParameter(reason + "FilterPolicy: longer than 256 KB");
        }
        JsonNode policy = parse(json, reason);
        if (policy.isObject() && policy.isEmpty()) {
            return Optional.empty();
        }
        String compact = policy.toString();
        String refusal = JsonRuleCompiler.check(compact);
        if (refusal != null) {
            throw SnsException.invalidParameter(reason + "FilterPolicy: " + refusal);
        }
        FilterPolicyRules.check(policy, scope, reason);
        return Optional.of(new FilterPolicy(scope, machine(compact)));
    }

    boolean matches(Message message) {
        return switch (scope) {
            case MESSAGE_ATTRIBUTES -> matches(event(message.attributes()));
            case MESSAGE_BODY -> body(message.body()).filter(this::matches).isPresent();
        };
    }

    private boolean matches(JsonNode event) {
        return !machine.rulesForJSONEvent(event).isEmpty();
    }

    private static JsonNode parse(String json, String reason) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw SnsException.invalidParameter(reason + "FilterPolicy: failed to parse JSON.");
        }
    }

    private static Machine machine(String policy) {
        Machine machine = Machine.builder().build();
        try {
            machine.addRule(RULE, policy);
        } catch (IOException e) {
            throw new UncheckedIOException("a policy that was checked is not taken: " + policy, e);
        }
        return machine;
    }

    private static JsonNode event(Map<String, MessageAttribute> attributes) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        attributes.forEach((name, attribute) -> {
            if (!attribute.isBinary()) {
                event.set(name, value(attribute));
            }
        });
        return event;
    }

    private static JsonNode value(MessageAttribute attribute) {
        if (attribute.isNumber()) {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(attribute.value()));
        }
        if (attribute.isArray()) {
            try {
                return JSON.readTree(attribute.value());
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("an array that was checked is none", e);
            }
        }
        return JsonNodeFactory.instance.textNode(attribute.value());
    }

    /** The body, if it is a JSON object. */
    private static Optional<JsonNode> body(String body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
