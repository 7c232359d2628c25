package dev.taly.activity.archive;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Gzipped JSON Lines: each line ends in {@code \n}, and gzip has exactly one member. */
public final class JsonLines {
    /** The media type of such an object. */
    public static final String MEDIA_TYPE = "application/gzip";

    private static final DateTimeFormatter WRITE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSX").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("([0-9]{8}T[0-9]{6}\\.[0-9]{3}Z)-[0-9a-f]{16}\\.jsonl\\.gz");
    private static final int BUFFER = 8 * 1024;
    private static final int DIGITS = 16;

    private JsonLines() {}

    /** The stored bytes; the same lines in the same order give the same bytes on the same JDK. */
    public static byte[] gzip(Stream<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
        // Buffered, because each call of zlib is a native one.
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(bytes, BUFFER), BUFFER)) {
            for (String line : (Iterable<String>) lines::iterator) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The lines of stored bytes, without their ends. The caller closes the stream, and {@code body} with it; where this throws,
     * {@code body} is closed.
     *
     * @throws UncheckedIOException here or while reading, if it is no gzip or ends too early
     */
    public static Stream<String> read(InputStream body) {
        try {
            BufferedReader reader = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(body, BUFFER), StandardCharsets.UTF_8));
            return reader.lines().onClose(() -> close(reader));
        } catch (IOException e) {
            UncheckedIOException noGzip = new UncheckedIOException(e);
            try {
                body.close();
            } catch (IOException closing) {
                noGzip.addSuppressed(closing);
            }
            throw noGzip;
        }
    }

    /**
     * An object's name, after its prefix: when it was written and what it holds, for example {@code
     * 20240328T124533.120Z-9f2c4e1ab03d5c77.jsonl.gz}.
     */
    public static String name(Instant writeTime, Sha256 content) {
        return writeTime(writeTime) + "-" + content.hex().substring(0, DIGITS) + ".jsonl.gz";
    }

    /** When the object of that key was written, by its {@link #name}; nothing where it has another. */
    public static Optional<Instant> writtenAt(String key) {
        Matcher name = NAME.matcher(key.substring(key.lastIndexOf('/') + 1));
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(WRITE_TIME.parse(name.group(1), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The first key under a prefix that an object written at that time or later may have. */
    public static String firstKey(String prefix, Instant writeTime) {
        return prefix + writeTime(writeTime);
    }

    /** A write time as it stands in keys, for example {@code 20240328T124533.120Z}. */
    static String writeTime(Instant time) {
        return WRITE_TIME.format(time);
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
