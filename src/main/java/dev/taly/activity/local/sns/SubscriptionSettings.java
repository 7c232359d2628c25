package dev.taly.activity.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a subscriber <a
 * href="https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html">can set</a>, checked.
 *
 * @param attributes as they are shown
 * @param raw whether a queue gets the message as it was published, not in an envelope
 * @param filter nothing lets everything through
 * @param deadLetterArn the queue for what the subscribed queue refuses
 */
record SubscriptionSettings(
        Map<String, String> attributes, boolean raw, Optional<FilterPolicy> filter, Optional<String> deadLetterArn) {
    private static final String RAW = "RawMessageDelivery";
    private static final String FILTER = "FilterPolicy";
    private static final String SCOPE = "FilterPolicyScope";
    private static final String REDRIVE = "RedrivePolicy";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Checks them.
     *
     * @param reason how an error starts, which differs between the actions
     * @throws SnsException if one is unknown or not as it should be
     */
    static SubscriptionSettings of(Map<String, String> attributes, String reason) {
        Map<String, String> shown = new LinkedHashMap<>();
        attributes.forEach((name, value) -> shown.put(name, shown(name, value, reason)));
        boolean raw = shown.computeIfAbsent(RAW, name -> "false").equals("true");
        String scopeName = shown.getOrDefault(SCOPE, FilterPolicy.Scope.MESSAGE_ATTRIBUTES.wire());
        FilterPolicy.Scope scope = FilterPolicy.Scope.of(scopeName)
                .orElseThrow(() -> SnsException.invalidParameter(reason + "FilterPolicyScope: Invalid value ["
                        + scopeName + "]. Please use either MessageBody or MessageAttributes"));
        Optional<FilterPolicy> filter = FilterPolicy.compile(shown.getOrDefault(FILTER, ""), scope, reason);
        Optional<String> deadLetterArn = deadLetterArn(shown.getOrDefault(REDRIVE, ""), reason);
        return new SubscriptionSettings(Collections.unmodifiableMap(shown), raw, filter, deadLetterArn);
    }

    /** The same settings with one changed. */
    SubscriptionSettings with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        changed.put(name, value);
        return of(changed, "");
    }

    /** Whether a second Subscribe may ask for these. */
    boolean agreesWith(SubscriptionSettings asked, Iterable<String> names) {
        for (String name : names) {
            if (!asked.attributes.getOrDefault(name, "").equals(attributes.getOrDefault(name, ""))) {
                return false;
            }
        }
        return true;
    }

    /** As GetSubscriptionAttributes shows them: a scope only where there is a policy. */
    Map<String, String> described() {
        Map<String, String> described = new LinkedHashMap<>(attributes);
        described.values().removeIf(String::isEmpty);
        if (filter.isEmpty()) {
            described.remove(FILTER);
            described.remove(SCOPE);
        } else {
            described.putIfAbsent(SCOPE, FilterPolicy.Scope.MESSAGE_ATTRIBUTES.wire());
        }
        return described;
    }

    private static String shown(String name, String value, String reason) {
        return switch (name) {
            case FILTER, SCOPE, REDRIVE -> value;
            case RAW -> bool(value, reason);
            default -> throw SnsException.invalidParameter(reason + "AttributeName");
        };
    }

    private static String bool(String value, String reason) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!lower.equals("true") && !lower.equals("false")) {
            throw SnsException.invalidParameter(
                    reason + RAW + ": Invalid value [" + value + "]. Must be true or false.");
        }
        return lower;
    }

    private static Optional<String> deadLetterArn(String redrivePolicy, String reason) {
        if (redrivePolicy.isEmpty()) {
            return Optional.empty();
        }
        String arn = parse(redrivePolicy, reason).path("deadLetterTargetArn").asText();
        if (!Account.isQueueArn(arn)) {
            throw SnsException.invalidParameter(reason + "RedrivePolicy: deadLetterTargetArn is an invalid arn");
        }
        return Optional.of(arn);
    }

    private static JsonNode parse(String json, String reason) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw SnsException.invalidParameter(reason + "RedrivePolicy: failed to parse JSON.");
        }
    }
}
