package dev.taly.activity.template;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a policy of this template allows something: enough of IAM's rules for Allow statements with resources and
 * {@code StringLike}. What it does not know allows nothing.
 *
 * <p>As IAM does it, a wildcard counts only where the policy has it, not where a variable's value brings it, and a variable or a
 * key that the request lacks makes the statement no match.
 *
 * @param context the request's keys, such as {@code s3:prefix} and {@code aws:PrincipalTag/tenant}
 */
record Access(Node template, String policy, Map<String, String> context) {
    private static final Pattern TOKEN = Pattern.compile("\\$\\{([^}]+)}|[*?]");

    boolean allows(String action, String arn) {
        return template.properties(policy).at("PolicyDocument", "Statement").items().stream()
                .filter(Statements::isAllow)
                .filter(statement -> Statements.actions(statement).contains(action))
                .filter(statement ->
                        statement.at("Resource").items().stream().anyMatch(resource -> matches(arn(resource), arn)))
                .anyMatch(statement -> statement.at("Condition").entries().entrySet().stream()
                        .allMatch(condition -> condition.getKey().equals("StringLike") && holds(condition.getValue())));
    }

    private boolean holds(Node condition) {
        return condition.entries().entrySet().stream()
                .allMatch(key -> context.containsKey(key.getKey())
                        && key.getValue().items().stream()
                                .anyMatch(pattern -> matches(pattern.text(), context.get(key.getKey()))));
    }

    private boolean matches(String pattern, String value) {
        Matcher tokens = TOKEN.matcher(pattern);
        if (tokens.results().anyMatch(token -> token.group(1) != null && !context.containsKey(token.group(1)))) {
            return false;
        }
        StringBuilder regex = new StringBuilder();
        int at = 0;
        for (var token : tokens.reset().results().collect(Collectors.toList())) {
            regex.append(Pattern.quote(pattern.substring(at, token.start())));
            regex.append(
                    token.group(1) != null
                            ? Pattern.quote(context.get(token.group(1)))
                            : token.group().equals("*") ? ".*" : ".");
            at = token.end();
        }
        regex.append(Pattern.quote(pattern.substring(at)));
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(value).matches();
    }

    /** As CloudFormation resolves it, for a bucket of the name {@code bucket}. */
    private static String arn(Node resource) {
        if (resource.isAttribute("Bucket", "Arn")) {
            return "arn:aws:s3:::bucket";
        }
        if (resource.isRef("Topic")) {
            return "arn:aws:sns:::topic";
        }
        return resource.at("Fn::Sub")
                .text()
                .replace("${Bucket.Arn}", "arn:aws:s3:::bucket")
                .replace("${!", "${");
    }
}
