package dev.taly.activity.ingest;

import dev.taly.activity.event.RejectionCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A body's bytes as text: decompressed, within the limit, and nothing but UTF-8. */
final class BodyText {
    private BodyText() {}

    /**
     * Reads the whole body.
     *
     * @throws RefusedException if it is too large, or not what its headers say
     */
    static String of(byte[] body, BodyForm form) {
        byte[] plain = form.gzip() ? unzip(body) : body;
        if (plain.length > Limits.MAX_BODY || body.length > Limits.MAX_BODY) {
            throw new RefusedException(Fault.BODY_TOO_LARGE);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain))
                    .toString();
            if (text.startsWith("\ufeff")) {
                throw malformed("The body must not start with a byte order mark.");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw malformed("The body must be well-formed UTF-8.");
        }
    }

    /** A body that is no JSON as a whole; nothing of it was taken. */
    static RefusedException malformed(String detail) {
        return new RefusedException(new Problem(400, RejectionCode.MALFORMED_JSON.wire(), detail, ""), Map.of());
    }

    /** One byte more than is allowed at most, so that a bomb is seen and not unpacked. */
    private static byte[] unzip(byte[] body) {
        try (Unzipped in = new Unzipped(body)) {
            byte[] plain = in.readNBytes(Limits.MAX_BODY + 1);
            if (plain.length <= Limits.MAX_BODY && !in.isAtEnd()) {
                throw new RefusedException(Fault.MALFORMED_GZIP);
            }
            return plain;
        } catch (IOException e) {
            throw new RefusedException(Fault.MALFORMED_GZIP);
        }
    }

    /**
     * Java's own stream takes what follows the last member and can't be read as another one for the end, and says nothing.
     * With all bytes in its one buffer it can be asked what is left.
     */
    private static final class Unzipped extends GZIPInputStream {
        private static final int SMALLEST_BUFFER = 64;
        private static final int TRAILER = 8;

        Unzipped(byte[] body) throws IOException {
            super(new ByteArrayInputStream(body), Math.max(SMALLEST_BUFFER, body.length));
        }

        boolean isAtEnd() {
            return inf.getRemaining() == TRAILER;
        }
    }
}
