package dev.taly.activity.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.ingest.Limits;
import org.junit.jupiter.api.Test;

final class ByteBudgetTest {
    @Test
    void shares_haveRoomTogetherAndGiveItBack() {
        ByteBudget budget = new ByteBudget(100);
        ByteBudget.Share one = budget.share();
        ByteBudget.Share other = budget.share();

        assertThat(one.growTo(60)).isTrue();
        assertThat(one.growTo(50)).as("it has that already").isTrue();
        assertThat(other.growTo(41)).isFalse();
        assertThat(other.growTo(40)).isTrue();
        assertThat(one.growTo(61)).isFalse();
        assertThat(budget.left()).isZero();
        one.close();
        one.close();
        other.close();
        assertThat(budget.left()).isEqualTo(100);
    }

    @Test
    void packedBody_takesWhatItMayBecomeButNoMoreThanABodyMay() {
        ByteBudget budget = new ByteBudget(2L * Limits.MAX_BODY);

        assertThat(budget.share().growForUnpacking(100)).isTrue();
        assertThat(budget.left()).isEqualTo(2L * Limits.MAX_BODY - 103_200);
        assertThat(budget.share().growForUnpacking(1_000_000)).isTrue();
        assertThat(budget.share().growForUnpacking(1_000_000)).isFalse();
        assertThat(budget.left()).isEqualTo(Limits.MAX_BODY - 103_200);
    }
}
