package dev.taly.activity.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a set of ids keeps of a line. All are of SHA-256, so that nobody who chooses ids and contents can make two lines meet.
 *
 * @param high of the id, the first 64 bits
 * @param low the next 64
 * @param content 64 bits of what was sent, that is of everything but {@code receivedAt} and {@code enrichment}, by which two
 *     copies of an event can differ; never 0
 */
record LineDigest(long high, long low, long content) {
    private static final byte[] SEPARATOR = {'\n'};

    static LineDigest of(String id, byte[] line, int[] spans) {
        MessageDigest sha256 = sha256();
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
        return new LineDigest(digest.getLong(), digest.getLong(), content(sha256, line, spans));
    }

    private static long content(MessageDigest sha256, byte[] line, int[] spans) {
        for (int field = 0; field < LineField.RECEIVED_AT.index(); field++) {
            sha256.update(line, spans[2 * field], spans[2 * field + 1] - spans[2 * field]);
            sha256.update(SEPARATOR);
        }
        return ByteBuffer.wrap(sha256.digest()).getLong() | 1;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
