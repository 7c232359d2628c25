package dev.taly.activity.app.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ChangeViewTest {
    @Test
    void change_isShownWithItsNeighbours() {
        assertThat(ChangeView.diff(
                        "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5}", "{\"a\":1,\"b\":2,\"c\":3,\"d\":\"x\",\"e\":5}"))
                .containsExactly("   \"b\": 2", "   \"c\": 3", "-  \"d\": 4", "+  \"d\": \"x\"", "   \"e\": 5", " }");
    }

    @Test
    void newLastMember_doesNotChangeTheOneBefore() {
        assertThat(ChangeView.diff("{\"a\":1}", "{\"a\":1,\"b\":2}"))
                .containsExactly(" {", "   \"a\": 1", "+  \"b\": 2", " }");
    }

    @Test
    void noChange_isSaid() {
        assertThat(ChangeView.diff("{\"a\":1}", "{ \"a\" : 1 }")).containsExactly("(nothing changes)");
    }
}
