package dev.taly.activity.ingest;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one token; never the token itself.
 *
 * @param name who it was made for; it may stand in logs
 * @param sha256 the digest of the token, 64 hexadecimal digits
 * @param tenant the only tenant that it may write for, or whose events it may see; null for any
 * @param expires when it ends; null for never
 * @param may what it may do
 */
record Token(
        String name,
        String sha256,
        @Nullable String tenant,
        @Nullable Instant expires,
        Set<Right> may) {
    Token {
        may = Set.copyOf(may);
    }

    byte[] digest() {
        return HexFormat.of().parseHex(sha256);
    }

    boolean isExpired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    boolean mayWriteFor(String tenantId) {
        return tenant == null || tenant.equals(tenantId);
    }
}
