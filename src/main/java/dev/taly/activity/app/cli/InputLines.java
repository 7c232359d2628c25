package dev.taly.activity.app.cli;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a JSON Lines file or of standard input, as bytes; blank ones are skipped, but counted. */
final class InputLines implements AutoCloseable {
    /** No queue takes a longer message; the rest of such a line is passed over, so memory stays bounded. */
    static final int LONGEST = 256 * 1024 + 1;

    private final InputStream in;
    private final long size;
    private long number;
    private long read;

    InputLines(InputStream in, long size) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.size = size;
    }

    /** Opens a file, or standard input for {@code -}. */
    static InputLines open(String file, Console console) {
        if (file.equals("-")) {
            return new InputLines(console.in(), -1);
        }
        try {
            Path path = Path.of(file);
            return new InputLines(Files.newInputStream(path), Files.size(path));
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot read " + file + ": " + e.getMessage(),
                    "Name a file of JSON lines, or - for standard input.",
                    e);
        }
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param bytes without the line end; cut off after {@link #LONGEST}
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Line(long number, byte[] bytes) {}

    /** The next line, or null at the end. */
    @Nullable
    Line next() {
        try {
            while (true) {
                byte[] bytes = readLine();
                if (bytes == null) {
                    return null;
                }
                number++;
                if (!isBlank(bytes)) {
                    return new Line(number, bytes);
                }
            }
        } catch (IOException e) {
            throw new CommandFailure("cannot read on after line " + number + ": " + e.getMessage(), "", e);
        }
    }

    /** Bytes in all, or -1 if nobody knows. */
    long size() {
        return size;
    }

    /** Bytes read so far. */
    long position() {
        return read;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It was only read, and has been.
        }
    }

    private byte @Nullable [] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            read++;
            if (line.size() < LONGEST) {
                line.write(b);
            }
        }
        read++;
        byte[] bytes = line.toByteArray();
        boolean windows = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return windows ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
