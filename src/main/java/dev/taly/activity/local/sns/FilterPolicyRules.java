package dev.taly.activity.local.sns;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * What SNS does not allow in a policy that the rule compiler would take: <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html">its limits</a>, and the
 * operators that only other services have.
 */
final class FilterPolicyRules {
    private static final int MAX_KEYS = 5;
    private static final long MAX_COMBINATIONS = 150;
    private static final BigDecimal MAX_NUMBER = BigDecimal.valueOf(1_000_000_000);
    private static final String OR = "$or";
    private static final Set<String> TEXT_OPERATORS = Set.of("prefix", "suffix", "equals-ignore-case");
    private static final Set<String> OPERATORS =
            Set.of("prefix", "suffix", "equals-ignore-case", "anything-but", "numeric", "exists", "cidr");

    private final FilterPolicy.Scope scope;
    private final String reason;
    private int keys;

    private FilterPolicyRules(FilterPolicy.Scope scope, String reason) {
        this.scope = scope;
        this.reason = reason;
    }

    /**
     * Checks a policy.
     *
     * @param policy one that the rule compiler takes
     * @throws SnsException if SNS does not
     */
    static void check(JsonNode policy, FilterPolicy.Scope scope, String reason) {
        FilterPolicyRules rules = new FilterPolicyRules(scope, reason);
        long combinations = rules.checkObject(policy, 1, 1);
        if (rules.keys > MAX_KEYS) {
            throw rules.refusal("Filter policy can not have more than 5 keys");
        }
        if (combinations > MAX_COMBINATIONS) {
            throw rules.refusal("Filter policy is too complex");
        }
    }

    /**
     * Checks an object and what is in it.
     *
     * @param before the combinations of what comes before it
     * @return the combinations with it: values are multiplied, also by their depth; alternatives are added
     */
    private long checkObject(JsonNode object, int depth, long before) {
        long combinations = before;
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            JsonNode value = property.getValue();
            if (value.isObject()) {
                combinations = checkNested(value, depth, combinations);
            } else if (property.getKey().equals(OR)) {
                combinations = checkAlternatives(value, depth, combinations);
            } else {
                keys++;
                value.forEach(this::checkCondition);
                combinations = multiply(combinations, (long) value.size() * depth);
            }
        }
        return combinations;
    }

    private long checkNested(JsonNode object, int depth, long before) {
        if (scope == FilterPolicy.Scope.MESSAGE_ATTRIBUTES) {
            throw SnsException.invalidParameter(
                    reason + "Filter policy scope MessageAttributes does not support nested filter policy");
        }
        return checkObject(object, depth + 1, before);
    }

    private long checkAlternatives(JsonNode alternatives, int depth, long before) {
        long sum = 0;
        for (JsonNode alternative : alternatives) {
            sum = Math.min(sum + checkObject(alternative, depth, before), Integer.MAX_VALUE);
        }
        return sum;
    }

    private void checkCondition(JsonNode condition) {
        checkNumber(condition);
        if (!condition.isObject()) {
            return;
        }
        Map.Entry<String, JsonNode> only = condition.properties().iterator().next();
        String operator = only.getKey();
        JsonNode operand = only.getValue();
        if (!OPERATORS.contains(operator)) {
            throw refusal("Unrecognized match type " + operator);
        }
        if (TEXT_OPERATORS.contains(operator) && !operand.isTextual()) {
            throw refusal(operator + " match pattern must be a string");
        }
        if (operator.equals("anything-but") && operand.isObject()) {
            checkAnythingBut(operand);
        }
        checkNumber(operand);
        operand.forEach(this::checkNumber);
    }

    private void checkAnythingBut(JsonNode pattern) {
        Map.Entry<String, JsonNode> only = pattern.properties().iterator().next();
        if (!only.getKey().equals("prefix")) {
            throw refusal("Unsupported anything-but pattern: " + only.getKey());
        }
        if (!only.getValue().isTextual()) {
            throw refusal("prefix match pattern must be a string");
        }
    }

    private void checkNumber(JsonNode number) {
        if (number.isNumber() && number.decimalValue().abs().compareTo(MAX_NUMBER) > 0) {
            throw refusal("a number must be between -1000000000 and 1000000000");
        }
    }

    private SnsException refusal(String why) {
        return SnsException.invalidParameter(reason + "FilterPolicy: " + why);
    }

    private static long multiply(long a, long b) {
        return Math.min(a * b, Integer.MAX_VALUE);
    }
}
