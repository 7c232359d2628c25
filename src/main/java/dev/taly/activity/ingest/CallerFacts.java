package dev.taly.activity.ingest;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.EventFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about its events beside their texts.
 *
 * @param tenant the token's, where it is bound to one
 * @param key of {@code Idempotency-Key}
 * @param userAgent the caller's, for a single event only: those of a batch come from many people
 * @param ipAddress likewise, where it is a literal: an event without it is better than none
 */
record CallerFacts(
        @Nullable String tenant,
        @Nullable String key,
        @Nullable String userAgent,
        @Nullable String ipAddress,
        boolean single) {
    private static final Pattern QUOTED = Pattern.compile("^\"([^\"]*)\"$");
    private static final String KEY = "Idempotency-Key";
    /** A batch adds a colon and an index. */
    private static final int MAX_BATCH_KEY =
            128 - 1 - Integer.toString(Limits.MAX_EVENTS - 1).length();

    /**
     * Reads the headers.
     *
     * @throws RefusedException if one of them has a wrong form
     */
    static CallerFacts of(HttpCall call, Token token, boolean single, Optional<String> clientIpHeader) {
        return new CallerFacts(
                token.tenant(),
                key(call.headers(KEY), single),
                single ? userAgent(call.headers("User-Agent")) : null,
                single && clientIpHeader.isPresent() ? address(call, clientIpHeader.get()) : null,
                single);
    }

    /** Adds what the event at that place of the request does not say itself. */
    void complete(ActivityEvent.Builder event, int index, Supplier<String> ids) {
        if (tenant != null) {
            event.tenantIdIfAbsent(tenant);
        }
        if (userAgent != null) {
            event.userAgentIfAbsent(userAgent);
        }
        if (ipAddress != null) {
            event.ipAddressIfAbsent(ipAddress);
        }
        if (key == null) {
            event.idIfAbsent(ids.get());
        } else {
            event.idIfAbsent(single ? key : key + ":" + index);
        }
    }

    private static @Nullable String key(List<String> values, boolean single) {
        if (values.isEmpty()) {
            return null;
        }
        // The IETF's draft writes it as a structured string.
        String key = QUOTED.matcher(values.get(0)).replaceFirst("$1");
        if (values.size() > 1 || !EventFields.isId(key) || (!single && key.length() > MAX_BATCH_KEY)) {
            throw invalid(KEY + " must be given once, with 1 to " + (single ? 128 : MAX_BATCH_KEY)
                    + " characters of A-Z a-z 0-9 _ . : -.");
        }
        return key;
    }

    private static @Nullable String userAgent(List<String> values) {
        return values.size() == 1 && !values.get(0).isEmpty() && EventFields.isUserAgent(values.get(0))
                ? values.get(0)
                : null;
    }

    private static @Nullable String address(HttpCall call, String header) {
        List<String> values = call.headers(header);
        return values.size() == 1 && EventFields.isIpAddress(values.get(0)) ? values.get(0) : null;
    }

    private static RefusedException invalid(String detail) {
        return new RefusedException(Fault.INVALID_HEADER.problem(detail), Map.of());
    }
}
