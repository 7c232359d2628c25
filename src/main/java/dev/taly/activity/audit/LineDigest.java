package dev.taly.activity.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;

/**
 * What a set of ids keeps of a line.
 *
 * @param high of the id's SHA-256, the first 64 bits: who chooses ids cannot make two of them meet
 * @param low the next 64
 * @param content a checksum of what was sent, that is of everything but {@code receivedAt} and {@code enrichment}, by which
 *     two copies of an event can differ. A hint, no proof: who wants to, can make two contents meet
 */
record LineDigest(long high, long low, int content) {
    static LineDigest of(String id, byte[] line, int[] spans) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(id));
        return new LineDigest(digest.getLong(), digest.getLong(), content(line, spans));
    }

    private static int content(byte[] line, int[] spans) {
        CRC32C crc = new CRC32C();
        for (int field = 0; field < LineField.RECEIVED_AT.index(); field++) {
            crc.update(line, spans[2 * field], spans[2 * field + 1] - spans[2 * field]);
            crc.update(field);
        }
        return (int) crc.getValue();
    }

    private static byte[] sha256(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
