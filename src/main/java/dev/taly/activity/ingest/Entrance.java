package dev.taly.activity.ingest;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks for a token, as <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750</a> has it. Safe for any number of threads.
 */
final class Entrance {
    static final String CHALLENGE = "Bearer realm=\"activity-logger\"";

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]+)(?: .*)?");
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)");

    private final TokenCache tokens;
    private final Clock clock;

    Entrance(TokenCache tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Whether there is any set of tokens, without which nobody comes in. */
    boolean isOpen() {
        return tokens.current().isPresent();
    }

    /**
     * The token of that call.
     *
     * @throws RefusedException if it has none that is good
     */
    Token admit(HttpCall call) {
        List<String> headers = call.headers("Authorization");
        if (headers.isEmpty() || (headers.size() == 1 && isOtherScheme(headers.get(0)))) {
            throw new RefusedException(Fault.CREDENTIALS_MISSING.problem(), Map.of("WWW-Authenticate", CHALLENGE));
        }
        Matcher bearer = BEARER.matcher(headers.get(0));
        if (headers.size() > 1 || !bearer.matches()) {
            throw challenged(Fault.INVALID_REQUEST);
        }
        TokenSet known = tokens.current()
                .orElseThrow(
                        () -> new RefusedException(Fault.TOKENS_UNAVAILABLE.problem(), Map.of("Retry-After", "5")));
        Token token =
                tokens.find(known, bearer.group(1), clock.instant()).orElseThrow(() -> challenged(Fault.INVALID_TOKEN));
        if (!token.may().contains(Right.PUBLISH)) {
            throw new RefusedException(
                    Fault.INSUFFICIENT_SCOPE.problem("The token may not publish."),
                    challenge(Fault.INSUFFICIENT_SCOPE));
        }
        return token;
    }

    /** A refusal that says in its challenge what was wrong. */
    private static RefusedException challenged(Fault fault) {
        return new RefusedException(fault.problem(), challenge(fault));
    }

    static Map<String, String> challenge(Fault fault) {
        return Map.of("WWW-Authenticate", CHALLENGE + ", error=\"" + fault.code() + "\"");
    }

    private static boolean isOtherScheme(String header) {
        Matcher scheme = SCHEME.matcher(header);
        return scheme.matches() && !scheme.group(1).equalsIgnoreCase("bearer");
    }
}
