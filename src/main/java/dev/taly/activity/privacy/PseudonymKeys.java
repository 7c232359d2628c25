package dev.taly.activity.privacy;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.config.ConfigNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Makes pseudonyms: within a tenant the same value always has the same, across tenants never, and without the key nobody can find
 * the value by trying. A pseudonym is {@code k1:} and 32 hexadecimal digits: the id of the master key, and the first 128 bits
 * of the HMAC-SHA-256 of the value's UTF-8 (NFC) under the tenant's key, which HKDF-SHA-256 derives from the master key. A value
 * with an {@code @} counts as an e-mail address: white space around it, a name before it and capital letters make no difference. A
 * card, an IBAN and a phone number with its country's code have one pseudonym, with spaces and without.
 *
 * <p>Immutable, and safe for any number of threads.
 */
public final class PseudonymKeys {
    private static final String CURRENT = "current";
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,16}");
    private static final int LEAST_LENGTH = 32;
    private static final int HEX_DIGITS = 32;
    private static final int MAX_DERIVED = 10_000;

    private final Map<String, byte[]> masters;
    private final String currentId;
    private final Map<String, TenantKey> derived = new ConcurrentHashMap<>();

    private PseudonymKeys(String currentId, Map<String, byte[]> masters) {
        this.currentId = currentId;
        this.masters = masters;
    }

    /**
     * Reads {@code {"current": "k1", "k1": "…", "k0": "…"}}: each key's id, {@code [a-z0-9]{1,16}}, with a text of at least 32
     * random characters, and the id of the key that new pseudonyms are made with.
     *
     * @throws IllegalArgumentException if anything is wrong; it lists everything, and quotes no key
     */
    public static PseudonymKeys of(ConfigNode root) {
        Map<String, byte[]> masters = new LinkedHashMap<>();
        String current = root.at(CURRENT).required();
        root.members().forEach((id, node) -> {
            if (id.equals(CURRENT)) {
                return;
            }
            if (!ID.matcher(id).matches()) {
                // Without the name: who swaps name and value has the key there.
                root.problem("must have no other names than current and ids of keys, 1 to 16 of a-z 0-9");
                return;
            }
            String key = node.text().orElse("");
            if (key.codePointCount(0, key.length()) < LEAST_LENGTH) {
                node.problem("must be at least " + LEAST_LENGTH + " random characters");
            }
            masters.put(id, key.getBytes(StandardCharsets.UTF_8));
        });
        if (!current.isEmpty() && !masters.containsKey(current)) {
            root.at(CURRENT).problem("must be the id of one of the keys");
        }
        root.check();
        return new PseudonymKeys(current, masters);
    }

    /** The id of the key that new pseudonyms are made with. */
    public String currentId() {
        return currentId;
    }

    /** A value's pseudonym, under the current key. */
    public String pseudonym(String tenant, String value) {
        return tenantKey(requireNonNull(tenant, "tenant is null")).pseudonym(requireNonNull(value, "value is null"));
    }

    /** A value's pseudonyms under every key, the current first: to look somebody up, whenever it was stored. */
    public List<String> pseudonyms(String tenant, String value) {
        Map<String, byte[]> ordered = new LinkedHashMap<>();
        ordered.put(currentId, requireNonNull(masters.get(currentId), "the current key is one of them"));
        masters.forEach(ordered::putIfAbsent);
        return ordered.entrySet().stream()
                .map(key -> new TenantKey(key.getKey(), key.getValue(), tenant).pseudonym(value))
                .toList();
    }

    /** Whether a text has the form of a pseudonym under one of these keys. */
    public boolean isPseudonym(String text) {
        return hasForm(text) && masters.containsKey(text.substring(0, text.length() - HEX_DIGITS - 1));
    }

    /** Whether a text has the form of a pseudonym under some key. */
    static boolean hasForm(String text) {
        int colon = text.length() - HEX_DIGITS - 1;
        if (colon < 1 || colon > 16 || text.charAt(colon) != ':') {
            return false;
        }
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** The ids alone. */
    @Override
    public String toString() {
        return "PseudonymKeys[current " + currentId + " of " + masters.keySet() + "]";
    }

    private TenantKey tenantKey(String tenant) {
        TenantKey known = derived.get(tenant);
        if (known != null) {
            return known;
        }
        if (derived.size() >= MAX_DERIVED) {
            derived.clear();
        }
        return derived.computeIfAbsent(
                tenant,
                name -> new TenantKey(
                        currentId, requireNonNull(masters.get(currentId), "the current key is one of them"), name));
    }
}
