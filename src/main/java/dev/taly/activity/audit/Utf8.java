package dev.taly.activity.audit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether bytes are text. */
final class Utf8 {
    private Utf8() {}

    static boolean isWellFormed(byte[] in, int start, int end) {
        return isAscii(in, start, end) || decodes(in, start, end);
    }

    private static boolean isAscii(byte[] in, int start, int end) {
        int bits = 0;
        for (int i = start; i < end; i++) {
            bits |= in[i];
        }
        return bits >= 0;
    }

    private static boolean decodes(byte[] in, int start, int end) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in, start, end - start));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
