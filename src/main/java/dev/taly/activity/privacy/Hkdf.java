package dev.taly.activity.privacy;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256, which derives keys from a key (<a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>). */
final class Hkdf {
    static final String HMAC = "HmacSHA256";
    private static final int HASH_LENGTH = 32;

    private Hkdf() {}

    /** @param length at most 8,160 bytes */
    static byte[] derive(byte[] keyMaterial, byte[] salt, byte[] info, int length) {
        Mac expand = mac(mac(salt.length == 0 ? new byte[HASH_LENGTH] : salt).doFinal(keyMaterial));
        byte[] derived = new byte[length];
        byte[] block = new byte[0];
        for (int at = 0, counter = 1; at < length; at += HASH_LENGTH, counter++) {
            expand.update(block);
            expand.update(info);
            expand.update((byte) counter);
            block = expand.doFinal();
            System.arraycopy(block, 0, derived, at, Math.min(HASH_LENGTH, length - at));
        }
        Arrays.fill(block, (byte) 0);
        return derived;
    }

    static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
