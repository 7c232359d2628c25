package dev.taly.activity.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogCountsTest {
    @Test
    void behind_isNotMadeUpForByOthersThatLeft() {
        BacklogCounts then = BacklogCounts.NONE.plusOwn(2).plusOthers(4);
        BacklogCounts now = then.plusOwn(10).takenOwn(12).takenOthers(1);

        assertThat(now.behind(then)).isEqualTo(3);
        assertThat(now.open()).isEqualTo(3);
        assertThat(now.takenOthers(3).behind(then)).isZero();
    }

    @Test
    void behind_countsWhatCannotBeRead() {
        BacklogCounts then = BacklogCounts.NONE.plusOthers(4);
        BacklogCounts now = then.takenOthers(4).plusUnreadable(4);

        assertThat(now.behind(then)).isEqualTo(4);
        assertThat(now.open()).isEqualTo(4);
    }
}
