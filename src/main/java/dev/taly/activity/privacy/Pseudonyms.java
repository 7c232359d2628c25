package dev.taly.activity.privacy;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pseudonyms of one event, and notes with which key. Keys are asked for with the first that needs them. Where nobody
 * knows the tenant there is no key, and stars take the place of pseudonyms. Not for sharing between threads.
 */
final class Pseudonyms {
    static final String STARS = "***";

    private final @Nullable String tenant;
    private final boolean possible;
    private final Supplier<PseudonymKeys> keys;
    private final PhoneBudget phones = new PhoneBudget();
    private @Nullable String keyId;

    /**
     * @param tenant null where it is not known
     * @param possible whether the policy hashes anything; if not, keys are never asked for
     */
    Pseudonyms(@Nullable String tenant, boolean possible, Supplier<PseudonymKeys> keys) {
        this.tenant = tenant;
        this.possible = possible;
        this.keys = keys;
    }

    boolean knowsTenant() {
        return tenant != null;
    }

    /** What is left of the event's budget. */
    PhoneBudget phones() {
        return phones;
    }

    /** The value's pseudonym, the value itself where it is one already, or stars. */
    String of(String value) {
        if (isOne(value)) {
            return value;
        }
        if (tenant == null) {
            return STARS;
        }
        PseudonymKeys known = keys.get();
        keyId = known.currentId();
        return known.pseudonym(tenant, value);
    }

    /** Whether it was made by this policy before, as in a dead letter that was protected. */
    boolean isOne(String value) {
        if (!possible || !PseudonymKeys.hasForm(value) || !keys.get().isPseudonym(value)) {
            return false;
        }
        if (keyId == null) {
            keyId = value.substring(0, value.indexOf(':'));
        }
        return true;
    }

    /** The key of the pseudonyms in the event; null where there are none. */
    @Nullable
    String keyId() {
        return keyId;
    }
}
