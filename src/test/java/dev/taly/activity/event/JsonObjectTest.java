package dev.taly.activity.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
    @Test
    void parse_dropsWhiteSpaceAndNothingElse() {
        String json =
                " { \"b\" : [ 1 , 2.50 , -0 , 1E+2 ] ,\n\t\"a\" : { } , \"c\" : [ ] , \"d\" : null , \"\" : \" x \" } ";

        assertThat(JsonObject.parse(json).json())
                .isEqualTo("{\"b\":[1,2.50,-0,1E+2],\"a\":{},\"c\":[],\"d\":null,\"\":\" x \"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1000000000000000055511151231257827",
                "123456789012345678901234567890123456789012345678901234567890",
                "1e400",
                "-1E-400",
                "1e99999999999",
                "9007199254740993",
                "0.10",
                "-0.0"
            })
    void parse_keepsEveryDigit(String number) {
        assertThat(JsonObject.parse("{\"n\":" + number + "}").json()).isEqualTo("{\"n\":" + number + "}");
    }

    @Test
    void parse_keepsEveryCodePointOnOneLine() {
        String json = JsonObject.parse("{\"\\u0000\\n\":\"\\ud83d\\ude00\\u001f\\u2028\\/\\u00e9\"}")
                .json();

        assertThat(json).isEqualTo("{\"\\u0000\\n\":\"\ud83d\ude00\\u001F\u2028/é\"}");
    }

    @Test
    void parse_nestsAsDeepAsAnEventAllows() {
        assertThat(JsonObject.parse("{\"a\":".repeat(14) + "{}" + "}".repeat(14)))
                .isNotNull();
        assertRefused(
                "{\"a\":".repeat(15) + "{}" + "}".repeat(15), RejectionCode.TOO_DEEP, "/metadata" + "/a".repeat(15));
        assertRefused("{\"a\":" + "[".repeat(100_000), RejectionCode.TOO_DEEP, "/metadata/a" + "/0".repeat(14));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "[]                              | NOT_AN_OBJECT   | /metadata",
                "null                            | NOT_AN_OBJECT   | /metadata",
                "{'a':1,'a':2}                   | DUPLICATE_FIELD | /metadata/a",
                "{'a':1,'b':{'\\u0061':1,'a':2}} | DUPLICATE_FIELD | /metadata/b/a",
                "{'a':[0,{'x/y~':1,'x/y~':2}]}   | DUPLICATE_FIELD | /metadata/a/1/x~1y~0",
                "{'metadata':{'a':1,'a':2}}      | DUPLICATE_FIELD | /metadata/metadata/a",
                "{'metadata':1,'metadata':2}     | DUPLICATE_FIELD | /metadata/metadata",
                "{'metadatas':{'a':1,'a':2}}     | DUPLICATE_FIELD | /metadata/metadatas/a",
                "{'a':'\\ud800'}                 | INVALID_FIELD   | /metadata/a",
                "{'a':['\\ude00\\ud83d']}        | INVALID_FIELD   | /metadata/a/0",
                "{'\\ud800':1}                   | INVALID_FIELD   | /metadata/?",
                "{                               | MALFORMED_JSON  | /metadata",
                "{} {}                           | MALFORMED_JSON  | /metadata",
                "{'a':01}                        | MALFORMED_JSON  | /metadata",
                "{'a':NaN}                       | MALFORMED_JSON  | /metadata",
                "{'a':1,}                        | MALFORMED_JSON  | /metadata",
                "{a:1}                           | MALFORMED_JSON  | /metadata",
                "{'a':'\u0001'}                  | MALFORMED_JSON  | /metadata",
                "\ufeff{}                        | MALFORMED_JSON  | /metadata",
            })
    void parse_saysWhereAnObjectIsWrong(String json, RejectionCode code, String pointer) {
        assertRefused(json.replace('\'', '"'), code, pointer);
    }

    @Test
    void parse_refusesAnEmptyText() {
        assertRefused("", RejectionCode.MALFORMED_JSON, "/metadata");
    }

    @Test
    void parse_refusesWhatNoEventHasRoomFor() {
        String longest = "x".repeat(EventCodec.MAX_BYTES);

        assertRefused("{\"a\":\"" + longest + "\"}", RejectionCode.TOO_LARGE, "/metadata");
    }

    @Test
    void parse_findsATwinAmongManyNames() {
        String members =
                IntStream.range(0, 5_000).mapToObj(i -> "\"n" + i + "\":1").collect(Collectors.joining(","));

        assertThat(JsonObject.parse("{" + members + "}").json()).isEqualTo("{" + members + "}");
        for (int twin : new int[] {0, 7, 8, 9, 4_999}) {
            assertRefused("{" + members + ",\"n" + twin + "\":2}", RejectionCode.DUPLICATE_FIELD, "/metadata/n" + twin);
        }
    }

    @Test
    void of_writesPlainValues() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("text", "a\"b");
        values.put("whole", 7);
        values.put("big", new BigInteger("123456789012345678901234567890"));
        values.put("decimal", new BigDecimal("12.50"));
        values.put("yes", true);
        values.put("none", null);
        values.put("list", List.of(1, "two", Map.of("three", 3)));
        values.put("uuid", UUID.fromString("018e8502-5b10-7cc4-9f6a-3b0f6d9e2a11"));

        assertThat(JsonObject.of(values).json())
                .isEqualTo("{\"text\":\"a\\\"b\",\"whole\":7,\"big\":123456789012345678901234567890,\"decimal\":12.50,"
                        + "\"yes\":true,\"none\":null,\"list\":[1,\"two\",{\"three\":3}],"
                        + "\"uuid\":\"018e8502-5b10-7cc4-9f6a-3b0f6d9e2a11\"}");
    }

    @Test
    void of_writesTimesAsTheirText() {
        assertThat(JsonObject.of(Map.of("at", Instant.parse("2024-03-28T12:45:30.120Z")))
                        .json())
                .isEqualTo("{\"at\":\"2024-03-28T12:45:30.120Z\"}");
        assertThat(JsonObject.of(Map.of("on", List.of(LocalDate.of(2024, 3, 28))))
                        .json())
                .isEqualTo("{\"on\":[\"2024-03-28\"]}");
        assertThat(JsonObject.of(Map.of("took", Duration.ofMillis(1_500))).json())
                .isEqualTo("{\"took\":\"PT1.5S\"}");
    }

    @Test
    void of_refusesWhatHasNoJsonForm() {
        Map<String, Object> circle = new HashMap<>();
        circle.put("self", circle);
        Map<String, Object> noName = Collections.singletonMap(null, 1);

        assertRefusedOf(circle);
        assertRefusedOf(noName);
        assertRefusedOf(Map.of("thread", new Object()));
        assertRefusedOf(Map.of("half", "\ud800"));
    }

    @Test
    void equality_isThatOfTheText() {
        JsonObject one = JsonObject.parse("{\"a\":1.0}");

        assertThat(one).isEqualTo(JsonObject.parse(" {\"\\u0061\" : 1.0 } ")).hasToString("{\"a\":1.0}");
        assertThat(one).hasSameHashCodeAs(JsonObject.parse("{\"a\":1.0}"));
        assertThat(Arrays.asList(JsonObject.parse("{\"a\":1}"), JsonObject.parse("{\"a\":1.00}"), "{\"a\":1.0}", null))
                .doesNotContain(one);
    }

    private static void assertRefused(String json, RejectionCode code, String pointer) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> JsonObject.parse(json))
                .satisfies(e -> {
                    assertThat(e.rejection().code()).isEqualTo(code);
                    assertThat(e.rejection().pointer()).isEqualTo(pointer);
                });
    }

    private static void assertRefusedOf(Map<String, ?> values) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> JsonObject.of(values))
                .satisfies(e -> {
                    assertThat(e.rejection().code()).isEqualTo(RejectionCode.INVALID_FIELD);
                    assertThat(e.rejection().pointer()).startsWith("/metadata");
                });
    }
}
