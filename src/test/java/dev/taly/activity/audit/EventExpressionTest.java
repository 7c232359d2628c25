package dev.taly.activity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventExpressionTest {
    private static final StoredLine EVENT = SampleLines.line(
            "{\"id\":\"e-1\",\"tenantId\":\"acme\",\"actorId\":\"user-7\",\"action\":\"payment_refunded\",\"resource\":\"payment\","
                    + "\"timestamp\":\"2024-03-28T12:45:30Z\",\"level\":\"warn\",\"metadata\":{\"amount\":120.5,\"count\":3,\"note\":null,"
                    + "\"huge\":92233720368547758080,\"tags\":[\"a\",null,\"b\"],\"deep\":{\"name\":\"x\"},\"yes\":true},"
                    + "\"consent\":true,\"seq\":5,\"receivedAt\":\"2024-03-28T12:45:31Z\",\"enrichment\":{\"geo\":{\"country\":\"DE\"}}}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action == 'payment_refunded'",
                "action.startsWith('payment_') && level != 'info'",
                "metadata.amount > 100",
                "metadata.amount > 100 && metadata.amount < 200.0",
                "metadata.count == 3 && metadata.count > 2.5",
                "has(metadata.note) && metadata.note == null",
                "metadata.huge > 1.0e19",
                "'b' in metadata.tags && size(metadata.tags) == 3",
                "metadata.deep.name == 'x' && metadata.yes",
                "metadata['count'] == 3",
                "!has(metadata.absent)",
                "!has(metadata.absent) || metadata.absent > 1",
                "outcome == '' && userAgent == ''",
                "consent && seq == 5",
                "timestamp >= timestamp('2024-03-28T00:00:00Z')",
                "receivedAt - timestamp == duration('1s')",
                "timestamp.getHours() == 12",
                "enrichment.geo.country in ['DE', 'AT']",
                "actorId.matches('^user-[0-9]+$')",
                "metadata.tags.exists(t, t == 'a')"
            })
    void whatHolds_isChosen(String expression) {
        assertThat(EventExpression.parse(expression).test(EVENT)).isTrue();
        assertThat(EventExpression.parse("!(" + expression + ")").test(EVENT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata.absent > 1",
                "metadata.note > 1",
                "metadata.deep > 1",
                "metadata.tags[7] == 'x'",
                "1 / (seq - 5) == 1",
                "actorId.matches('(')"
            })
    void whatCannotBeTold_isNotChosen(String expression) {
        assertThat(EventExpression.parse(expression).test(EVENT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "action", "action ==", "actoin == 'x'", "action == 1", "seq == 'x'", "'a' + 1", "foo()"})
    void whatIsNoCondition_isSaid(String expression) {
        assertThatThrownBy(() -> EventExpression.parse(expression)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hostileExpressions_end() {
        String nested = "[0,1,2,3,4,5,6,7,8,9]";
        String bomb = nested + ".all(a," + nested + ".all(b," + nested + ".all(c," + nested + ".all(d," + nested
                + ".all(e," + nested + ".all(f," + nested + ".all(g, true)))))))";
        assertThat(EventExpression.parse(bomb).test(EVENT)).isFalse();
        assertThatThrownBy(() -> EventExpression.parse("(".repeat(5_000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventExpression.parse("x".repeat(20_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
