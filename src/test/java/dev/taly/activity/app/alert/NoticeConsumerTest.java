package dev.taly.activity.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.InMemoryObjectStore;
import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.RefusingObjects;
import dev.taly.activity.archive.Sha256;
import dev.taly.activity.audit.ArchiveReader;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.watch.alert.AlertChannels;
import dev.taly.activity.watch.alert.AlertDesk;
import dev.taly.activity.watch.alert.AlertEngine;
import dev.taly.activity.watch.alert.AlertRules;
import dev.taly.activity.watch.alert.ForwardingAlertStates;
import dev.taly.activity.watch.alert.InMemoryAlertStates;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A message is done once what it tells of is remembered. Whatever fails comes again, and raises nothing twice. */
final class NoticeConsumerTest {
    private static final Instant NOON = Instant.parse("2024-03-28T12:00:00Z");
    private static final Duration MUCH = Duration.ofMinutes(1);

    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final Set<String> unreachable = new HashSet<>();
    private final Set<String> tenantsThatFail = new HashSet<>();
    private final InMemoryAlertStates states = new InMemoryAlertStates();
    private final List<String> alerts = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger looks = new AtomicInteger();
    private final NoticeConsumer consumer = new NoticeConsumer(
            "archive",
            new ArchiveReader(new RefusingObjects(store, unreachable::contains)),
            new AlertDesk(
                    new AlertEngine(AlertRules.shipped()),
                    new FailingStates(),
                    AlertChannels.of(alert -> alerts.add(alert.rule() + " " + alert.tenantId() + " " + alert.key())),
                    MetricSink.none(),
                    Clock.fixed(NOON.plusSeconds(600), ZoneOffset.UTC)),
            new DeadLetterCounts(List.of("https://sqs/1/dlq"), url -> looks.incrementAndGet()),
            Runnable::run);

    @Test
    void bruteForceInSeveralObjects_raisesItsAlerts_howeverItComes() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            String tenant = "tenant-" + seed;
            List<String> keys = IntStream.range(0, 40)
                    .mapToObj(i -> put(tenant, failedLogin(tenant, i, "user-" + i % 3)))
                    .toList();
            List<SourceMessage> messages = new ArrayList<>();
            keys.forEach(key -> messages.add(stored("archive", key)));
            keys.forEach(key -> messages.add(stored("archive", key)));
            Collections.shuffle(messages, random);
            alerts.clear();
            for (int from = 0; from < messages.size(); from += 7) {
                assertThat(consumer.consume(messages.subList(from, Math.min(messages.size(), from + 7)), () -> MUCH))
                        .isEmpty();
            }

            assertThat(alerts)
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrder(
                            "failed-logins-of-actor " + tenant + " user-0",
                            "failed-logins-of-actor " + tenant + " user-1",
                            "failed-logins-of-actor " + tenant + " user-2",
                            "failed-logins-from-ip " + tenant + " 203.0.113.7");
        }
    }

    @Test
    void oneObjectThatCannotBeRead_comesAgain_theOthersDoNot() {
        String good = put("acme", failedLogin("acme", 1, "jane"));
        String bad = put("acme", failedLogin("acme", 2, "jane"));
        unreachable.add(bad);
        SourceMessage again = stored("archive", bad);

        assertThat(consumer.consume(List.of(stored("archive", good), again), () -> MUCH))
                .containsExactly(again.messageId());
        unreachable.clear();
        assertThat(consumer.consume(List.of(again), () -> MUCH)).isEmpty();
    }

    @Test
    void aTenantWhoseStateCannotBeKept_comesAgain_withoutTheOthers() {
        SourceMessage acme = stored("archive", put("acme", failedLogin("acme", 1, "jane")));
        SourceMessage globex = stored("archive", put("globex", failedLogin("globex", 1, "jane")));
        tenantsThatFail.add("acme");

        assertThat(consumer.consume(List.of(acme, globex), () -> MUCH)).containsExactly(acme.messageId());
        assertThat(states.tenants()).containsExactly("globex");
    }

    @Test
    void whatThereIsNoTimeFor_comesAgain() {
        SourceMessage message = stored("archive", put("acme", failedLogin("acme", 1, "jane")));
        SourceMessage tick = message(Notice.TICK);

        assertThat(consumer.consume(List.of(message, tick), () -> Duration.ZERO))
                .as("the clock ticks again by itself")
                .containsExactly(message.messageId());
        assertThat(consumer.consume(List.of(message, tick), () -> MUCH)).isEmpty();
    }

    @Test
    void anObjectThatIsGone_orDamaged_isDone() {
        byte[] body = {31, -117, 8, 0, 0};
        String damaged = name("acme", body);
        store.create(NewObject.of(damaged, body, JsonLines.MEDIA_TYPE, Map.of()));
        String gone = name("acme", new byte[] {1});

        assertThat(consumer.consume(List.of(stored("archive", damaged), stored("archive", gone)), () -> MUCH))
                .isEmpty();
    }

    @Test
    void whatIsNotTheArchives_isLeftAlone() {
        String key = put("acme", failedLogin("acme", 1, "jane"));

        assertThat(consumer.consume(
                        List.of(
                                stored("other", key),
                                stored("archive", "events/readme.txt"),
                                stored("archive", "key"),
                                stored("archive", "events/tenant=../date=2024-03-28/x.jsonl.gz")),
                        () -> MUCH))
                .isEmpty();
        assertThat(states.tenants()).isEmpty();
    }

    @Test
    void aMessageThatSaysNothing_failsUntilItIsADeadLetter() {
        SourceMessage odd = message("{}");

        assertThat(consumer.consume(List.of(odd), () -> MUCH)).containsExactly(odd.messageId());
    }

    @Test
    void aTick_looksAtQueuesAndTenants() {
        List<String> lines = IntStream.range(0, 100)
                .mapToObj(i -> "{\"id\":\"p" + i
                        + "\",\"tenantId\":\"acme\",\"actorId\":\"a\",\"action\":\"x_y\",\"resource\":\"r\","
                        + "\"timestamp\":\"" + NOON.minusSeconds(43_200).plusSeconds(i)
                        + "\",\"producer\":\"booking:" + i + "\",\"seq\":1}")
                .toList();
        consumer.consume(List.of(stored("archive", put("acme", lines.toArray(String[]::new)))), () -> MUCH);
        assertThat(alerts).isEmpty();

        assertThat(consumer.consume(List.of(message(Notice.TICK), message(Notice.TICK)), () -> MUCH))
                .isEmpty();
        assertThat(looks).hasValue(1);
        assertThat(alerts).containsExactly("silent-producer acme booking");
    }

    @Test
    void largeObjects_areTakenInParts() {
        String[] lines = IntStream.range(0, 5_001)
                .mapToObj(i -> failedLogin("acme", i % 500, "user-" + i))
                .toArray(String[]::new);

        assertThat(consumer.consume(List.of(stored("archive", put("acme", lines))), () -> MUCH))
                .isEmpty();
        assertThat(alerts).containsExactly("failed-logins-from-ip acme 203.0.113.7");
    }

    private static String failedLogin(String tenant, int second, String actor) {
        return "{\"id\":\"" + actor + "-" + second + "\",\"tenantId\":\"" + tenant + "\",\"actorId\":\"" + actor
                + "\",\"action\":\"login_failed\",\"resource\":\"session\",\"timestamp\":\"" + NOON.plusSeconds(second)
                + "\",\"ipAddress\":\"203.0.113.7\"}";
    }

    private String put(String tenant, String... lines) {
        byte[] body = JsonLines.gzip(Arrays.stream(lines));
        String key = name(tenant, body);
        store.create(NewObject.of(key, body, JsonLines.MEDIA_TYPE, Map.of()));
        return key;
    }

    private static String name(String tenant, byte[] body) {
        return "events/tenant=" + tenant + "/date=2024-03-28/" + JsonLines.name(NOON, Sha256.of(body));
    }

    private static SourceMessage stored(String bucket, String key) {
        return message(Notices.stored(bucket, key));
    }

    private static SourceMessage message(String body) {
        return new SourceMessage("m-" + Integer.toHexString(body.hashCode()), body, NOON, Map.of());
    }

    private final class FailingStates extends ForwardingAlertStates {
        private FailingStates() {
            super(states);
        }

        @Override
        public Kept load(String tenantId) {
            if (tenantsThatFail.contains(tenantId)) {
                throw new IllegalStateException("no answer");
            }
            return super.load(tenantId);
        }
    }
}
