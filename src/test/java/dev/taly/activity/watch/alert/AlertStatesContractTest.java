package dev.taly.activity.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever keeps states: of those who change one at the same time, one succeeds, and the others see that they did not. */
abstract class AlertStatesContractTest {
    private AlertStates states = new InMemoryAlertStates();

    abstract AlertStates none();

    @BeforeEach
    void begin() {
        states = none();
    }

    @Test
    void nothingIsKept_atFirst() {
        assertThat(states.tenants()).isEmpty();
        assertThat(states.load("acme").json()).isEmpty();
    }

    @Test
    void aState_isKeptAsItWas_forItsTenantAlone() {
        assertThat(save("acme", "{\"a\":\"ä\"}")).isTrue();
        assertThat(save("globex", "{\"g\":1}")).isTrue();

        assertThat(text("acme")).contains("{\"a\":\"ä\"}");
        assertThat(states.tenants()).containsExactlyInAnyOrder("acme", "globex");
    }

    @Test
    void aStateMadeFromAnOlderOne_isRefused() {
        save("acme", "{\"n\":1}");
        String first = states.load("acme").version();
        assertThat(states.save("acme", utf8("{\"n\":2}"), first)).isTrue();

        assertThat(states.save("acme", utf8("{\"n\":3}"), first)).isFalse();
        assertThat(text("acme")).contains("{\"n\":2}");
    }

    @Test
    void aStateMadeFromNone_isRefusedWhereThereIsOne() {
        String none = states.load("acme").version();
        assertThat(states.save("acme", utf8("{\"n\":1}"), none)).isTrue();

        assertThat(states.save("acme", utf8("{\"n\":2}"), none)).isFalse();
    }

    @Test
    void aForgottenState_isNone_andWhoeverStillHasItIsRefused() {
        save("acme", "{\"n\":1}");
        String first = states.load("acme").version();
        assertThat(states.forget("acme", first)).isTrue();

        assertThat(states.tenants()).isEmpty();
        assertThat(states.load("acme").json()).isEmpty();
        assertThat(states.save("acme", utf8("{\"n\":2}"), first)).isFalse();
        assertThat(save("acme", "{\"n\":3}")).isTrue();
        assertThat(text("acme")).contains("{\"n\":3}");
    }

    @Test
    void aStateThatChanged_isNotForgotten() {
        save("acme", "{\"n\":1}");
        String first = states.load("acme").version();
        save("acme", "{\"n\":2}");

        assertThat(states.forget("acme", first)).isFalse();
        assertThat(text("acme")).contains("{\"n\":2}");
    }

    @Test
    void ofManyAtOnce_oneSucceeds() {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 10; round++) {
                String version = states.load("acme").version();
                int number = round;
                List<CompletableFuture<Boolean>> all = IntStream.range(0, 8)
                        .mapToObj(who -> CompletableFuture.supplyAsync(
                                () -> states.save("acme", utf8("{\"n\":[" + number + "," + who + "]}"), version),
                                threads))
                        .toList();

                assertThat(all.stream().filter(CompletableFuture::join).count()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean save(String tenantId, String json) {
        return states.save(tenantId, utf8(json), states.load(tenantId).version());
    }

    private Optional<String> text(String tenantId) {
        return states.load(tenantId).json().map(json -> new String(json, StandardCharsets.UTF_8));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
