package dev.taly.activity.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectionTest {
    private static final String SECRET = "s3cr3t";

    @Test
    void code_hasTheNamesOfTheContract() {
        assertThat(Arrays.stream(RejectionCode.values()).map(RejectionCode::wire))
                .containsExactly(
                        "malformed_json",
                        "not_an_object",
                        "too_large",
                        "too_deep",
                        "missing_field",
                        "invalid_field",
                        "unknown_field",
                        "duplicate_field",
                        "timestamp_out_of_range",
                        "unknown_action",
                        "consent_missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a      | /a",
                "a/b    | /a~1b",
                "a~b    | /a~0b",
                "~1     | /~01",
                "'a b'  | /a b",
                "é      | /é",
                "\ud83d\ude00 | /\ud83d\ude00"
            })
    void pointer_escapesAFieldsName(String name, String pointer) {
        assertThat(Rejection.ofField(RejectionCode.UNKNOWN_FIELD, name, "Never.")
                        .pointer())
                .isEqualTo(pointer);
    }

    @Test
    void pointer_isPrintableWhateverTheSenderWrote() {
        String hostile =
                "a\0\n\u001b\u007f\u0085\u009b\u200b\u200f\u202e\u2066\u2028\ue000\ufeff\ufffe\uffff\ud800\u0378b";

        String pointer = Rejection.ofField(RejectionCode.UNKNOWN_FIELD, hostile, "Never.")
                .pointer();

        assertThat(pointer).isEqualTo("/a" + "?".repeat(hostile.length() - 2) + "b");
    }

    @Test
    void pointer_hasAnEnd() {
        assertThat(Rejection.ofField(RejectionCode.UNKNOWN_FIELD, "\ud83d\ude00".repeat(10_000), "Never.")
                        .pointer()
                        .codePoints())
                .hasSize(256);
    }

    @Test
    void message_saysWhatWasExpectedAndNeverWhatWasSent() {
        EventCodec codec = new EventCodec(EventRules.standard());
        for (String field : EventText.full().names()) {
            for (String value : new String[] {
                "\"" + SECRET + " \"",
                "{\"" + SECRET + "\":1",
                "[\"" + SECRET + "\"]",
                "{\"a\":\"" + SECRET + "\\ud800\"}",
                "{\"a\":\"" + SECRET + "\",\"a\":\"" + SECRET + "\"}",
                SECRET,
                "\"" + SECRET.repeat(1_000) + "\ud800\"",
                "\"" + SECRET
            }) {
                String text = EventText.full().set(field, value).json();
                if (codec.decode(text, GeneratedEvents.NOW) instanceof Decoded.Rejected rejected) {
                    assertThat(rejected.rejection().toString()).doesNotContain(SECRET);
                    assertThat(rejected.rejection().message()).matches("[A-Za-z].*\\.");
                    assertThat(new InvalidEventException(rejected.rejection())).hasMessageNotContaining(SECRET);
                }
            }
        }
    }
}
