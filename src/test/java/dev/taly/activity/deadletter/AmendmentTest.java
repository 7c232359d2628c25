package dev.taly.activity.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AmendmentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/tenantId=acme         | {'a':1,'tenantId':'acme'}",
                "/tenantId=123          | {'a':1,'tenantId':'123'}",
                "/tenantId='123'        | {'a':1,'tenantId':'123'}",
                "/tenantId=             | {'a':1,'tenantId':''}",
                "/actorId=a=b           | {'a':1,'actorId':'a=b'}",
                "/consent=true          | {'a':1,'consent':true}",
                "/metadata={'n':1.50}   | {'a':1,'metadata':{'n':1.50}}",
                "/metadata=5            | {'a':1,'metadata':5}",
                "/metadata=no json      | {'a':1,'metadata':'no json'}",
                "/x~1y=z                | {'a':1,'x/y':'z'}"
            })
    void set_putsJsonOrText(String set, String after) {
        assertThat(Amendment.set(set.strip().replace('\'', '"')).apply("{\"a\":1}"))
                .isEqualTo(after.strip().replace('\'', '"'));
    }

    @Test
    void set_replacesInsideOfMetadata() {
        String event = "{\"metadata\":{\"list\":[1,2],\"keep\":1e400}}";

        assertThat(Amendment.set("/metadata/list/1=9").apply(event))
                .isEqualTo("{\"metadata\":{\"list\":[1,9],\"keep\":1E+400}}");
    }

    @Test
    void remove_takesAway() {
        String event = "{\"a\":1,\"metadata\":{\"list\":[1,2],\"gone\":3}}";

        Amendment both = Amendment.all(List.of(Amendment.remove("/a"), Amendment.remove("/metadata/list/0")));

        assertThat(both.apply(event)).isEqualTo("{\"metadata\":{\"list\":[2],\"gone\":3}}");
    }

    @Test
    void numbers_keepEveryDigit() {
        String event = "{\"metadata\":{\"n\":[10.00,123456789012345678901234567890,0.1000]}}";

        assertThat(Amendment.set("/tenantId=a").apply(event))
                .isEqualTo("{\"metadata\":{\"n\":[10.00,123456789012345678901234567890,0.1000]},\"tenantId\":\"a\"}");
    }

    @ParameterizedTest
    @CsvSource({"tenantId=a, is no JSON Pointer", "/tenantId, must be /path=value", "=a, a path must name a field"})
    void wrongSet_isRefused(String set, String why) {
        assertThatThrownBy(() -> Amendment.set(set))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void changeThatDoesNotFit_isRefused() {
        assertThatThrownBy(() -> Amendment.set("/a/b=1").apply("{}")).hasMessage("there is no object around /a/b");
        assertThatThrownBy(() -> Amendment.set("/a/5=1").apply("{\"a\":[1]}"))
                .hasMessage("there is no object around /a/5");
        assertThatThrownBy(() -> Amendment.remove("/a").apply("{}")).hasMessage("there is nothing at /a");
        assertThatThrownBy(() -> Amendment.set("/a=1").apply("{\"b\":"))
                .hasMessage("the body is no JSON or has a field twice, so only an editor can mend it");
        assertThatThrownBy(() -> Amendment.set("/b=1").apply("{\"a\":1,\"a\":2}"))
                .hasMessage("the body is no JSON or has a field twice, so only an editor can mend it");
        assertThatThrownBy(() -> Amendment.set("/a=1").apply("{} {}"))
                .hasMessage("the body is no JSON or has a field twice, so only an editor can mend it");
    }
}
