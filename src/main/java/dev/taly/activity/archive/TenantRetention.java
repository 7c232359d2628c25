package dev.taly.activity.archive;

import dev.taly.activity.config.ConfigNode;
import dev.taly.activity.event.EventFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tenants whose events are kept for a time of their own; all others' are kept as long as the bucket says. Immutable.
 *
 * <p>Its file: {@code {tenants: {acme: 30, globex: 90}}}, in days. Events of a tenant without a line follow the bucket.
 */
public final class TenantRetention {
    /** The most days of a tenant. */
    public static final int MAX_DAYS = 3652;

    /**
     * The most tenants: each is a lifecycle rule, of which <a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html">a bucket has at most 1,000</a>.
     */
    public static final int MAX_TENANTS = 900;

    private static final TenantRetention NONE = new TenantRetention(Map.of());

    private final Map<String, Integer> days;

    private TenantRetention(Map<String, Integer> days) {
        this.days = Collections.unmodifiableMap(days);
    }

    /** No tenant has its own. */
    public static TenantRetention none() {
        return NONE;
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if anything in it is wrong; it lists everything
     */
    public static TenantRetention of(ConfigNode root) {
        root.knows("tenants");
        Map<String, Integer> days = new TreeMap<>();
        ConfigNode tenants = root.at("tenants");
        if (!root.has("tenants")) {
            tenants.problem("is required");
        }
        tenants.members().forEach((tenant, node) -> {
            if (!EventFields.isTenantId(tenant)) {
                node.problem("must have the name of a tenant: 1 to 64 of A-Z a-z 0-9 _ . -, the first no sign");
            }
            if (!tenants.has(tenant)) {
                node.problem("must be a number of days");
            }
            days.put(tenant, node.wholeNumber(1, MAX_DAYS, 1));
        });
        if (days.size() > MAX_TENANTS) {
            tenants.problem("must be at most " + MAX_TENANTS + ": each is a lifecycle rule, and a bucket takes 1,000");
        }
        root.check();
        return new TenantRetention(days);
    }

    /** Each tenant's days, in the order of their names. */
    public Map<String, Integer> days() {
        return days;
    }

    /**
     * Until when an object that is written then must be kept, in whole seconds, because not every store takes parts of one;
     * nothing where the bucket decides.
     */
    Optional<Instant> retainUntil(String tenant, Instant writeTime) {
        return Optional.ofNullable(days.get(tenant))
                .map(count -> wholeSeconds(writeTime).plus(Duration.ofDays(count)));
    }

    private static Instant wholeSeconds(Instant time) {
        return time.getNano() == 0 ? time : Instant.ofEpochSecond(time.getEpochSecond() + 1);
    }
}
