package dev.taly.activity.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private final StubTopic topic = new StubTopic();
    private final Door door = Doors.to(topic);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;",
                "application/json; ;charset=utf-8;",
                "application/json; profile=\"a\\\"b;c\"; charset=\"utf-\\8\"",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "application/json ; profile=x; Charset=Utf-8",
                "application/x-ndjson; charset=utf-8"
            })
    void mediaType_thatSaysJsonInUtf8IsTaken(String type) {
        assertThat(Post.json(Post.EVENT).only("content-type", type).to(door).status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/json, application/json",
                "application/jsonx",
                "application/vnd.api+json",
                "json",
                "application/json; =x",
                "application/json; charset",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded"
            })
    void mediaType_thatIsAnotherIsUnsupported(String type) {
        HttpAnswer answer = Post.json(Post.EVENT).only("content-type", type).to(door);

        assertThat(Post.problem(answer)).isEqualTo("415 unsupported_media_type");
        assertThat(answer.headers()).containsEntry("Accept-Post", "application/json, application/x-ndjson");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso-8859-1", "\"utf-16\"", "utf8x", "", "utf-8;charset=latin1"})
    void charset_thatIsAnotherIsUnsupported(String charset) {
        assertThat(Post.problem(Post.json(Post.EVENT)
                        .only("content-type", "application/json; charset=" + (charset.isEmpty() ? "\"\"" : charset))
                        .to(door)))
                .isEqualTo("415 unsupported_charset");
    }

    @Test
    void mediaType_thatIsAbsentOrTwiceThereIsUnsupported() {
        assertThat(Post.problem(Post.json(Post.EVENT).only("content-type").to(door)))
                .isEqualTo("415 unsupported_media_type");
        assertThat(Post.problem(Post.json(Post.EVENT)
                        .only("content-type", "application/json", "application/json")
                        .to(door)))
                .isEqualTo("415 unsupported_media_type");
    }

    @Test
    void gzip_isTaken() throws IOException {
        byte[] zipped = gzip(("[" + Post.EVENT + "," + Post.EVENT + "]").getBytes(UTF_8));

        assertThat(Post.json("")
                        .header("content-encoding", "GZIP")
                        .body(zipped)
                        .to(door)
                        .status())
                .isEqualTo(202);
        assertThat(topic.taken()).hasSize(2);
    }

    @Test
    void gzip_ofTwoMembersIsOneBody() throws IOException {
        byte[] zipped = join(gzip((Post.EVENT + "\n").getBytes(UTF_8)), gzip((Post.EVENT + "\n").getBytes(UTF_8)));

        Post.lines("").header("content-encoding", "gzip").body(zipped).to(door);

        assertThat(topic.taken()).hasSize(2);
    }

    @Test
    void gzip_thatIsDamagedOrFollowedBySomethingIsRefusedAsAWhole() throws IOException {
        byte[] zipped = gzip((Post.EVENT + "\n").getBytes(UTF_8));
        byte[] second = gzip((Post.EVENT + "\n").getBytes(UTF_8));
        second[1] ^= 1;
        byte[] flipped = zipped.clone();
        flipped[zipped.length - 6] ^= 1;

        for (byte[] body : new byte[][] {
            {},
            Post.EVENT.getBytes(UTF_8),
            Arrays.copyOf(zipped, zipped.length - 1),
            Arrays.copyOf(zipped, 12),
            flipped,
            join(zipped, new byte[1]),
            join(zipped, new byte[40]),
            join(zipped, second)
        }) {
            HttpAnswer answer =
                    Post.lines("").header("content-encoding", "gzip").body(body).to(door);

            assertThat(Post.problem(answer)).isEqualTo("400 malformed_gzip");
        }
        assertThat(topic.taken()).isEmpty();
    }

    @Test
    void gzip_thatUnpacksToMoreThanIsAllowedIsTooLarge() throws IOException {
        byte[] bomb = gzip(new byte[64 * 1024 * 1024]);

        assertThat(Post.problem(Post.json("")
                        .header("content-encoding", "gzip")
                        .body(bomb)
                        .to(door)))
                .isEqualTo("413 body_too_large");
    }

    @Test
    void encoding_hasSeveralNamesInAnyCase() throws IOException {
        Post plain = Post.json(Post.EVENT).header("content-encoding", "Identity");
        Post packed = Post.json("").header("content-encoding", "X-GZIP").body(gzip(Post.EVENT.getBytes(UTF_8)));

        assertThat(plain.to(door).status()).isEqualTo(202);
        assertThat(packed.to(door).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip", ""})
    void encoding_thatIsAnotherIsUnsupported(String encoding) {
        HttpAnswer answer =
                Post.json(Post.EVENT).header("content-encoding", encoding).to(door);

        assertThat(Post.problem(answer)).isEqualTo("415 unsupported_encoding");
        assertThat(answer.headers()).containsEntry("Accept-Encoding", "gzip");
    }

    @Test
    void body_mayHaveFourMebibytesAndNotOneByteMore() {
        String event = Post.event("acme", "");
        String most = event + " ".repeat(Limits.MAX_BODY - event.length());

        assertThat(Post.lines(most).to(door).status()).isEqualTo(413);
        assertThat(Post.json("[" + event + "]" + " ".repeat(Limits.MAX_BODY - event.length() - 2))
                        .to(door)
                        .status())
                .isEqualTo(202);
        assertThat(Post.problem(Post.json("[" + event + "]" + " ".repeat(Limits.MAX_BODY - event.length() - 1))
                        .to(door)))
                .isEqualTo("413 body_too_large");
    }

    @Test
    void text_thatIsNoPlainUtf8IsMalformed() {
        byte[] latin1 =
                Post.event("acme", ",\"traceId\":\"\u00fc\"").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThat(Post.problem(Post.json("").body(latin1).to(door))).isEqualTo("400 malformed_json");
        assertThat(Post.problem(Post.json("\ufeff" + Post.EVENT).to(door))).isEqualTo("400 malformed_json");
        assertThat(Post.problem(Post.lines("\ufeff" + Post.EVENT).to(door))).isEqualTo("400 malformed_json");
        assertThat(Post.problem(Post.json("")
                        .body(Post.EVENT.getBytes(java.nio.charset.StandardCharsets.UTF_16))
                        .to(door)))
                .isEqualTo("400 malformed_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "nul", "{} {}", "\u0000", "}"})
    void single_thatIsNoJsonIsMalformed(String body) {
        assertThat(Post.problem(Post.json(body).to(door))).startsWith("400 ");
        assertThat(topic.taken()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"x\"", "1", "true"})
    void single_thatIsNoObjectIsRefused(String body) {
        assertThat(Post.problem(Post.json(body).to(door))).isEqualTo("400 not_an_object");
    }

    @Test
    void array_thatIsNotWellFormedAsAWholeGivesNothingAway() {
        String good = Post.EVENT;
        for (String body : new String[] {
            "[" + good,
            "[" + good + ",",
            "[" + good + ",]",
            "[" + good + "]]",
            "[" + good + "] x",
            "[" + good + " " + good + "]",
            "[" + good + ",{\"a\":\"\\x\"}]",
            "[" + good + ",\"\\x\"]",
            "[" + good + ",\"unended]",
            "[" + good + ",01]",
            "[" + good + ",nul]",
            "[".repeat(5_000)
        }) {
            HttpAnswer answer = Post.json(body).to(door);

            assertThat(Post.problem(answer))
                    .as(body.substring(0, Math.min(300, body.length())))
                    .isEqualTo("400 malformed_json");
            assertThat(answer.body()).asString().doesNotContain("user-7");
        }
        assertThat(topic.taken()).isEmpty();
    }

    @Test
    void events_mayBeFiveHundredAndMustBeOne() {
        String four = (Post.EVENT + "\n").repeat(499);

        assertThat(Post.lines(four + "\n \t\r\n" + Post.EVENT).to(door).status())
                .isEqualTo(202);
        assertThat(Post.problem(
                        Post.lines(four + Post.EVENT + "\n" + Post.EVENT).to(door)))
                .isEqualTo("413 too_many_events");
        assertThat(Post.problem(Post.json("[" + (Post.EVENT + ",").repeat(500) + Post.EVENT + "]")
                        .to(door)))
                .isEqualTo("413 too_many_events");
        assertThat(Post.problem(Post.json("[ ]").to(door))).isEqualTo("400 no_events");
        assertThat(Post.problem(Post.lines("\r\n\n").to(door))).isEqualTo("400 no_events");
        assertThat(topic.taken()).hasSize(500);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
