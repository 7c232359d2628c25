package dev.taly.activity.app.snapshot;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Makes the first words of an encrypted connection and tells nobody: reading the trusted certificates takes long. */
public final class Encryption {
    private Encryption() {}

    /** Loads what a client of TLS needs. */
    public static void rehearse() throws GeneralSecurityException, SSLException {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("rehearsal.invalid", 443);
        engine.setUseClientMode(true);
        engine.beginHandshake();
        engine.wrap(
                ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    }
}
