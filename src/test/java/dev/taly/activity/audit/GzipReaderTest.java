package dev.taly.activity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

final class GzipReaderTest {
    private static final byte[] TEXT = random(300_000);

    @Test
    void read_givesWhatWasCompressed() throws IOException {
        assertThat(read(gzip(TEXT), 1)).isEqualTo(TEXT);
        assertThat(read(gzip(new byte[0]), 1)).isEmpty();
    }

    @Test
    void severalMembers_areAllReadAndCounted() throws IOException {
        byte[] two = concat(gzip(new byte[] {1, 2}), gzip(new byte[] {3}));

        assertThat(read(two, 2)).containsExactly(1, 2, 3);
    }

    @Test
    void headersWithNamesAndMore_areSkipped() throws IOException {
        byte[] plain = gzip(TEXT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 0});
        out.write(new byte[] {3, 0, 'a', 'b', 'c'});
        out.write(new byte[] {'n', 'a', 'm', 'e', 0, 'c', 0, 7, 7});
        out.write(plain, 10, plain.length - 10);

        assertThat(read(out.toByteArray(), 1)).isEqualTo(TEXT);
    }

    @Test
    void everyCut_isFound() {
        byte[] whole = gzip(Arrays.copyOf(TEXT, 500));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut, 1))
                    .describedAs("cut at %d", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void everyChangedByte_isFound() {
        byte[] whole = gzip(Arrays.copyOf(TEXT, 500));
        for (int at = 0; at < whole.length; at++) {
            // The time, the compressor's hints, the operating system and the last bits of the last byte matter to
            // nobody.
            if (at < 4 || (at > 9 && at != whole.length - 9)) {
                byte[] changed = whole.clone();
                changed[at] ^= 0x20;
                assertThatThrownBy(() -> read(changed, 1))
                        .describedAs("changed at %d", at)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void bytesBehind_areFound() {
        assertThatThrownBy(() -> read(concat(gzip(TEXT), new byte[] {0}), 1))
                .isInstanceOf(ZipException.class)
                .hasMessage("bytes follow its gzip member");
    }

    private static byte[] read(byte[] stored, int members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] part = new byte[7_000];
        try (GzipReader in = new GzipReader(new ByteArrayInputStream(stored))) {
            for (int count = in.read(part, 5, 6_000); count >= 0; count = in.read(part, 5, 6_000)) {
                out.write(part, 5, count);
            }
            assertThat(in.members()).isEqualTo(members);
            assertThat(in.taken()).isEqualTo(stored.length);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        Random random = new Random(3);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) "abcdefgh".charAt(random.nextInt(8));
        }
        return bytes;
    }
}
