package dev.taly.activity.audit;

import static dev.taly.activity.audit.WrittenArchive.bytes;
import static dev.taly.activity.audit.WrittenArchive.line;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two lines are copies of one event when they have one id and the producer sent the same; nothing else makes them so. */
final class LineDigesterTest {
    private static final String AT = "2024-03-28T10:00:00Z";
    private static final String SENT = "{\"id\":\"1\",\"tenantId\":\"a\",\"timestamp\":\"" + AT + "\"";

    private final LineDigester digester = new LineDigester();

    @Test
    void whatTheConsumerAdds_makesNoDifference() throws BadLineException {
        LineDigest first = of(SENT + ",\"receivedAt\":\"2024-03-28T12:00:00Z\"}");

        assertThat(of(SENT + ",\"receivedAt\":\"2024-03-28T12:00:09Z\"}")).isEqualTo(first);
        assertThat(of(SENT + ",\"receivedAt\":\"2024-03-28T12:00:00Z\",\"enrichment\":{\"role\":\"admin\"}}"))
                .isEqualTo(first);
        assertThat(of(SENT + "}")).isEqualTo(first);
    }

    @Test
    void anyOtherDifference_tellsThemApart() throws BadLineException {
        String base = line("1", "a", AT, "outcome", "\"success\"");

        assertThat(of(line("1", "a", AT, "outcome", "\"failure\""))).isNotEqualTo(of(base));
        assertThat(of(line("2", "a", AT, "outcome", "\"success\""))).isNotEqualTo(of(base));
        assertThat(of(line("1", "a", AT))).isNotEqualTo(of(base));
        assertThat(of(SENT + ",\"receivedAt\":1,\"unknown\":1}"))
                .isNotEqualTo(of(SENT + ",\"receivedAt\":1,\"unknown\":2}"));
        assertThat(of(SENT + ",\"unknown\":1}")).isNotEqualTo(of(SENT + ",\"unknown\":2}"));
    }

    @Test
    void whereTheConsumersFieldsStandFirst_nothingSentIsLeftOut() throws BadLineException {
        String before = "{\"receivedAt\":\"2024-03-28T12:00:00Z\",\"enrichment\":{},";

        LineDigest one = of(before + "\"id\":\"1\",\"tenantId\":\"a\",\"timestamp\":\"" + AT + "\",\"action\":\"a\"}");
        LineDigest other =
                of(before + "\"id\":\"1\",\"tenantId\":\"a\",\"timestamp\":\"" + AT + "\",\"action\":\"b\"}");

        assertThat(one).isNotEqualTo(other);
        assertThat(one.high()).isEqualTo(other.high());
    }

    @Test
    void anIdIsTheSame_howeverItIsSpelled() throws BadLineException {
        LineDigest plain = of("{\"id\":\"1A\",\"tenantId\":\"a\",\"timestamp\":\"" + AT + "\"}");
        LineDigest escaped = of("{\"id\":\"1\\u0041\",\"tenantId\":\"a\",\"timestamp\":\"" + AT + "\"}");

        assertThat(escaped.high()).isEqualTo(plain.high());
        assertThat(escaped.low()).isEqualTo(plain.low());
        assertThat(escaped.content()).as("another writing, so no copy").isNotEqualTo(plain.content());
    }

    private LineDigest of(String json) throws BadLineException {
        return digester.of(StoredLine.parse(bytes(json)));
    }
}
