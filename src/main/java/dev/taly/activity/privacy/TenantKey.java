package dev.taly.activity.privacy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** One tenant's key, derived from one master key. Safe for any number of threads. */
final class TenantKey {
    /** What separates these keys from any others that somebody may derive from the same secret. */
    private static final String LABEL = "activity-logger pseudonym v1\0";

    private static final int KEY_BYTES = 32;
    private static final int PSEUDONYM_BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();

    private final String prefix;
    private final byte[] key;
    /** To make one costs more than to use it: whoever comes second at the same moment makes another. */
    private final AtomicReference<@Nullable Mac> spare = new AtomicReference<>();

    TenantKey(String id, byte[] master, String tenant) {
        prefix = id + ":";
        key = Hkdf.derive(master, new byte[0], (LABEL + tenant).getBytes(StandardCharsets.UTF_8), KEY_BYTES);
    }

    String pseudonym(String value) {
        Mac mac = spare.getAndSet(null);
        if (mac == null) {
            mac = Hkdf.mac(key);
        }
        byte[] code = mac.doFinal(WholeValue.normal(value).getBytes(StandardCharsets.UTF_8));
        spare.set(mac);
        return prefix + HEX.formatHex(code, 0, PSEUDONYM_BYTES);
    }
}
