package dev.taly.activity.app.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PrintableTest {
    @Test
    void textThatMovesTheCursor_isShownAsCode() {
        assertThat(Printable.line("a\u001b[2J\r\nb\u202ec\ud800"))
                .isEqualTo("a\\u001b[2J\\u000d\\u000ab\\u202ec\\ud800");
    }

    @Test
    void characterAboveTheFirstPlane_isShownAsJsonWouldWriteIt() {
        assertThat(Printable.line("\udb40\udc01")).isEqualTo("\\udb40\\udc01");
    }

    @Test
    void lines_keepTheirEnds() {
        assertThat(Printable.lines("a\n\tb\r\u0007")).isEqualTo("a\n\tb\\u000d\\u0007");
        assertThat(Printable.lines("a,b\r\nc\r\r\n"))
                .as("as CSV has them; a return alone stays visible")
                .isEqualTo("a,b\nc\\u000d\n");
    }

    @Test
    void longText_isCutAtACharacter() {
        assertThat(Printable.line("ab\ud83d\ude00cd", 4)).isEqualTo("ab\ud83d\ude00…");
        assertThat(Printable.line("abcd", 4)).isEqualTo("abcd");
    }
}
