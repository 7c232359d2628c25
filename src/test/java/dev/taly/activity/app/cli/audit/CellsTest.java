package dev.taly.activity.app.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CellsTest {
    @Test
    void text_isFilledOrCutToItsCells() {
        assertThat(Cells.fit("abc", 5)).isEqualTo("abc  ");
        assertThat(Cells.fit("abcdef", 5)).isEqualTo("abcd…");
        assertThat(Cells.fit("abc", 3)).isEqualTo("abc");
    }

    @Test
    void eastAsianLetters_takeTwoCells_andMarksNone() {
        assertThat(Cells.width("張偉")).isEqualTo(4);
        assertThat(Cells.width("e\u0301")).isOne();
        assertThat(Cells.fit("張偉", 5)).isEqualTo("張偉 ");
        assertThat(Cells.fit("張偉偉", 5)).isEqualTo("張偉…");
        assertThat(Cells.fit("張偉偉", 4)).isEqualTo("張… ");
    }

    @Test
    void foreignText_isMadePrintableFirst() {
        assertThat(Cells.fit("\u001b[31m", 12)).isEqualTo("\\u001b[31m  ");
    }
}
