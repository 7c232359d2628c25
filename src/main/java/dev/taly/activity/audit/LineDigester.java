package dev.taly.activity.audit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes the digests of lines. For one thread. */
final class LineDigester {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MessageDigest sha256 = sha256();

    LineDigest of(StoredLine line) {
        line.addId(sha256);
        byte[] id = sha256.digest();
        line.addSent(sha256);
        return new LineDigest(
                (long) EIGHT.get(id, 0), (long) EIGHT.get(id, Long.BYTES), (long) EIGHT.get(sha256.digest(), 0) | 1);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
