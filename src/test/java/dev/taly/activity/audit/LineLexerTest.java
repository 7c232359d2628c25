package dev.taly.activity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner reads what Jackson reads, and refuses what Jackson refuses. */
final class LineLexerTest {
    private static final long SEED = 20240328;
    private static final int MUTATIONS = 60_000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    @Test
    void mutatedLines_areReadAsJacksonReadsThem() {
        Random random = new Random(SEED);
        List<byte[]> lines = new ArrayList<>();
        SampleLines.hard().forEach(line -> lines.add(line.utf8()));
        SampleLines.generated(SEED, 200).forEach(line -> lines.add(line.utf8()));
        for (String odd : List.of(
                "{}",
                " { \"id\" : \"a\" , \"seq\" : -0.5e+7 } \r",
                "{\"i\\u0064\":\"x\",\"metadata\":{\"id\":[[[{}]]]}}",
                "{\"a\":[],\"b\":{},\"c\":[{\"d\":[1,2,{\"e\":null}]}],\"level\":true}")) {
            lines.add(odd.getBytes(StandardCharsets.UTF_8));
        }
        int good = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] line = mutated(lines.get(random.nextInt(lines.size())), random);
            @Nullable Map<String, String> expected = jackson(line);
            assertThat(lexed(line))
                    .describedAs("seed %d, mutation %d: %s", SEED, i, new String(line, StandardCharsets.UTF_8))
                    .isEqualTo(expected);
            good += expected == null ? 0 : 1;
        }
        // Or the comparison would say little.
        assertThat(good).isBetween(MUTATIONS / 10, 9 * MUTATIONS / 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"{}\"",
                "{",
                "{}}",
                "{} {}",
                "{\"id\"}",
                "{\"id\":}",
                "{\"id\":1,}",
                "{,}",
                "{\"id\":01}",
                "{\"id\":1.}",
                "{\"id\":.1}",
                "{\"id\":+1}",
                "{\"id\":1e}",
                "{\"id\":-}",
                "{\"id\":NaN}",
                "{\"id\":tru}",
                "{\"id\":truex}",
                "{\"id\":\"a\tb\"}",
                "{\"id\":\"\\x\"}",
                "{\"id\":\"\\u12g4\"}",
                "{\"id\":\"\\u12\"}",
                "{id:1}",
                "{'id':1}",
                "{\"a\":[1 2]}",
                "{\"a\":[1,]}",
                "{\"a\":[}",
                "{\"a\":{]}",
                "{\"id\":\"open",
                "{\"id\":\"open\\"
            })
    void whatIsNoJsonObject_isRefused(String line) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(BadLineException.class);
    }

    @Test
    void aFieldThatStandsTwice_isRefused() {
        assertThatThrownBy(() -> read("{\"level\":\"info\",\"level\":\"critical\"}"))
                .hasMessage("has the field level twice");
        assertThatThrownBy(() -> read("{\"level\":\"info\",\"l\\u0065vel\":\"critical\"}"))
                .hasMessage("has the field level twice");
    }

    @Test
    void depth_isBounded() throws BadLineException {
        int nested = LineLexer.MAX_DEPTH - 1;
        read("{\"a\":" + "[".repeat(nested) + "]".repeat(nested) + "}");

        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(nested + 1) + "]".repeat(nested + 1) + "}"))
                .hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(500_000))).isInstanceOf(BadLineException.class);
    }

    private static void read(String line) throws BadLineException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        LineLexer.read(bytes, 0, bytes.length, new int[2 * LineLexer.FIELDS]);
    }

    private static boolean isAscii(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1).chars().allMatch(c -> c < 0x80);
    }

    /** The known fields' JSON; null where the line is refused. */
    private static @Nullable Map<String, String> lexed(byte[] line) {
        byte[] padded = new byte[line.length + 8];
        System.arraycopy(line, 0, padded, 3, line.length);
        int[] spans = new int[2 * LineLexer.FIELDS];
        try {
            boolean ascii = LineLexer.read(padded, 3, 3 + line.length, spans);
            assertThat(ascii).isEqualTo(isAscii(line));
        } catch (BadLineException e) {
            return null;
        }
        Map<String, String> fields = new TreeMap<>();
        for (LineField field : LineField.values()) {
            int start = spans[2 * field.index()];
            int end = spans[2 * field.index() + 1];
            if (end != 0) {
                fields.put(field.wire(), new String(padded, start, end - start, StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    private static @Nullable Map<String, String> jackson(byte[] line) {
        Map<String, String> fields = new TreeMap<>();
        try (JsonParser in = JSON.createParser(line)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                int start = (int) in.currentTokenLocation().getByteOffset();
                // A string is read lazily; its end is known only then.
                skip(in);
                int end = (int) in.currentLocation().getByteOffset();
                if (isField(name)
                        && fields.put(
                                        name,
                                        new String(line, start, end - start, StandardCharsets.UTF_8).stripTrailing())
                                != null) {
                    return null;
                }
            }
            return in.nextToken() == null ? fields : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static void skip(JsonParser in) throws IOException {
        if (in.currentToken().isScalarValue()) {
            in.getText();
            return;
        }
        int depth = 1;
        while (depth > 0) {
            JsonToken token = in.nextToken();
            if (token == null) {
                throw new IOException("it ends too early");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth > 0 && token.isScalarValue()) {
                in.getText();
            }
        }
    }

    private static boolean isField(String name) {
        for (LineField field : LineField.values()) {
            if (field.wire().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** None to two changes; never an end of a line, which a line cannot hold, nor bytes that are no ASCII. */
    private static byte[] mutated(byte[] line, Random random) {
        byte[] changed = line.clone();
        String signs = "{}[]\",:\\ \t0123456789.eE+-tfnul/u\u0001x";
        for (int i = random.nextInt(3); i > 0 && changed.length > 2; i--) {
            int at = random.nextInt(changed.length);
            if (changed[at] < 0) {
                continue;
            }
            byte sign = (byte) signs.charAt(random.nextInt(signs.length()));
            switch (random.nextInt(3)) {
                case 0 -> changed[at] = sign;
                case 1 -> {
                    byte[] shorter = new byte[changed.length - 1];
                    System.arraycopy(changed, 0, shorter, 0, at);
                    System.arraycopy(changed, at + 1, shorter, at, shorter.length - at);
                    changed = shorter;
                }
                default -> {
                    byte[] longer = new byte[changed.length + 1];
                    System.arraycopy(changed, 0, longer, 0, at);
                    longer[at] = sign;
                    System.arraycopy(changed, at, longer, at + 1, changed.length - at);
                    changed = longer;
                }
            }
        }
        return changed;
    }
}
