package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.PreparedBatch.Line;
import dev.taly.activity.enrich.ClientEnrichment;
import dev.taly.activity.enrich.Enricher;
import dev.taly.activity.enrich.Enrichment;
import dev.taly.activity.enrich.FileTenants;
import dev.taly.activity.enrich.RoleEnrichment;
import dev.taly.activity.enrich.RolePolicy;
import dev.taly.activity.enrich.TenantEnrichment;
import dev.taly.activity.event.ActionCatalogue;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.RejectionCode;
import dev.taly.activity.event.StoredEvent;
import dev.taly.activity.privacy.PrivacyPolicy;
import dev.taly.activity.privacy.Protector;
import dev.taly.activity.privacy.PseudonymKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What happens to a message between the queue and the archive, with the real parts. */
final class PreparationTest {
    private static final String PERSON = "ada@example.org";
    private static final PseudonymKeys KEYS =
            PseudonymKeys.of(ConfigFile.parse("keys.yaml", "{current: k1, k1: 0123456789abcdef0123456789abcdef}"));
    private static final Enrichment ROLES = new RoleEnrichment(
            RolePolicy.of(ConfigFile.parse("roles.yaml", "{version: r1, roles: {STAFF: [appointment_*]}}")));
    private static final Enrichment TENANTS = new TenantEnrichment(
            FileTenants.of(ConfigFile.parse("tenants.yaml", "{version: t1, actors: {stranger: globex}}")));
    private static final Enrichment CLIENTS = ClientEnrichment.shipped();
    private static final String POLICY = """
            version: p1
            fields: {ipAddress: truncate}
            metadata: [{names: [email], do: hash}]
            text: {}
            """;

    @Test
    void event_isEnrichedByWhatWasSentAndThenProtected() {
        StoredEvent stored = only(prepare(POLICY, """
                {"id":"e1","tenantId":"acme","actorId":"u1","action":"payment_processed","resource":"payment",
                 "timestamp":"2024-03-28T12:45:30Z","ipAddress":"203.0.113.7",
                 "metadata":{"role":"STAFF","email":"ada@example.org"}}"""));

        assertThat(stored.event().ipAddress()).isEqualTo("203.0.113.0");
        assertThat(requireNonNull(stored.event().metadata()).json())
                .isEqualTo("{\"role\":\"STAFF\",\"email_hash\":\"" + KEYS.pseudonym("acme", PERSON) + "\"}");
        assertThat(stored.event().level()).isEqualTo(Level.WARN);
        assertThat(requireNonNull(stored.enrichment()).json())
                .isEqualTo("{\"role\":{\"provider\":\"policy\",\"version\":\"r1\",\"roleVerified\":false,"
                        + "\"raisedFrom\":\"info\"},\"privacy\":{\"policy\":\"p1\",\"key\":\"k1\"}}");
    }

    @Test
    void sameMessage_givesTheSameLine() {
        SourceMessage message = Messages.message("m1", event("u1", "\"metadata\":{\"email\":\"" + PERSON + "\"}"));

        assertThat(EventCodec.encode(only(prepare(POLICY, List.of(message), () -> KEYS))))
                .isEqualTo(EventCodec.encode(only(prepare(POLICY, List.of(message), () -> KEYS))));
    }

    @Test
    void contradictedTenant_isADeadLetter() {
        PreparedBatch batch = prepare(POLICY, event("stranger", "\"traceId\":\"t\""));

        assertThat(batch.lines()).isEmpty();
        assertThat(batch.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.rejection().code()).isEqualTo(RejectionCode.INVALID_FIELD);
            assertThat(letter.rejection().pointer()).isEqualTo("/tenantId");
            assertThat(letter.message().body()).contains("stranger");
        });
    }

    @Test
    void letters_areAsSentUnlessThePolicyProtectsThem() {
        String wrong = event("u1", "\"colour\":\"red\",\"metadata\":{\"email\":\"" + PERSON + "\"}");

        assertThat(letter(prepare(POLICY, wrong)).message().body()).isEqualTo(wrong);
        assertThat(letter(prepare(POLICY + "deadLetters: protected\n", wrong))
                        .message()
                        .body())
                .contains("\"colour\":\"red\"", KEYS.pseudonym("acme", PERSON))
                .doesNotContain(PERSON);
    }

    @Test
    void letterInAnEnvelope_staysOneWithItsIdWhenItIsProtected() {
        String envelope = "{\"Type\":\"Notification\",\"MessageId\":\"sns-id\",\"TopicArn\":\"arn\",\"Message\":"
                + "\"{\\\"tenantId\\\":\\\"acme\\\",\\\"metadata\\\":{\\\"email\\\":\\\"" + PERSON + "\\\"}}\"}";

        String body = letter(prepare(POLICY + "deadLetters: protected\n", envelope))
                .message()
                .body();

        SnsEnvelope safe = SnsEnvelope.open(body).orElseThrow();
        assertThat(safe.messageId()).isEqualTo("sns-id");
        assertThat(safe.message()).contains("acme", "email_hash").doesNotContain(PERSON);
    }

    @Test
    void refusedForMissingConsent_keepsNothingOfThePersonWhateverThePolicySaysOfLetters() {
        String policy = POLICY + "consent: {mode: reject, exempt: [security], fields: {actorId: hash}}\n";
        String event = event(PERSON, "\"metadata\":{\"note\":\"Ada came late\"}");

        DeadLetter letter = letter(prepare(policy, event));

        assertThat(letter.rejection().code()).isEqualTo(RejectionCode.CONSENT_MISSING);
        assertThat(letter.message().body()).doesNotContain(PERSON).doesNotContain("Ada came");
    }

    @Test
    void letterWithoutConsent_isProtectedWhateverItWasRefusedFor() {
        String policy = POLICY + "consent: {mode: reject, exempt: [security], fields: {actorId: hash}}\n";

        assertThat(letter(prepare(policy, event(PERSON, "\"colour\":\"red\"")))
                        .message()
                        .body())
                .doesNotContain(PERSON);
        assertThat(letter(prepare(policy, event(PERSON, "\"colour\":\"red\",\"consent\":true")))
                        .message()
                        .body())
                .contains(PERSON);
    }

    @Test
    void findings_goWithWhatTheyWereFoundOutFrom() {
        StoredEvent stored = only(prepare(
                "version: p\nfields: {userAgent: drop, ipAddress: drop}\nmetadata: []\ntext: {}\n",
                event("u1", "\"userAgent\":\"curl/8\",\"ipAddress\":\"203.0.113.7\"")));

        assertThat(requireNonNull(stored.enrichment()).json()).isEqualTo("{\"privacy\":{\"policy\":\"p\"}}");
    }

    @Test
    void timeForPreparing_isHalfOfAllAndTheRestIsNotReached() {
        AtomicInteger asked = new AtomicInteger();
        // A second goes by with each look at the clock.
        TimeLeft running = () -> Duration.ofSeconds(20 - asked.getAndIncrement());
        List<SourceMessage> many = IntStream.range(0, 100)
                .mapToObj(i -> Messages.message("m" + i, event("u1", "\"traceId\":\"t\"")))
                .toList();

        PreparedBatch batch = preparation(POLICY, () -> KEYS).prepare(many, running);

        assertThat(batch.failures()).isEmpty();
        assertThat(batch.lines().size() + batch.letters().size()).isBetween(0, 10);
        assertThat(running.get()).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void withoutKeys_nothingIsStoredAndTheMessageComesAgain() {
        PreparedBatch batch = prepare(
                POLICY,
                List.of(
                        Messages.message("m1", event("u1", "\"metadata\":{\"email\":\"" + PERSON + "\"}")),
                        Messages.message("m2", event("u2", "\"traceId\":\"t\""))),
                () -> {
                    throw new IllegalStateException("the secret cannot be read");
                });

        assertThat(batch.failures()).containsOnlyKeys("m1");
        assertThat(batch.lines()).extracting(Line::messageId).containsExactly("m2");
    }

    private static PreparedBatch prepare(String policy, String body) {
        return prepare(policy, List.of(Messages.message("m1", body)), () -> KEYS);
    }

    private static PreparedBatch prepare(String policy, List<SourceMessage> messages, Supplier<PseudonymKeys> keys) {
        return preparation(policy, keys).prepare(messages, Workshop.ENOUGH);
    }

    private static Preparation preparation(String policy, Supplier<PseudonymKeys> keys) {
        ActionCatalogue catalogue = ActionCatalogue.shipped();
        PrivacyPolicy parsed = PrivacyPolicy.of(ConfigFile.parse("privacy.yaml", policy));
        Clock clock = Clock.fixed(Messages.NOW, ZoneOffset.UTC);
        return new Preparation(
                new EventCodec(new EventRules(catalogue, false, null, parsed.needsConsent(catalogue))),
                new Enricher(List.of(CLIENTS, ROLES, TENANTS), Runnable::run, Duration.ofMinutes(1), System::nanoTime),
                new Protector(parsed, keys, catalogue),
                clock);
    }

    private static String event(String actor, String more) {
        return "{\"id\":\"e1\",\"tenantId\":\"acme\",\"actorId\":\"" + actor
                + "\",\"action\":\"appointment_cancelled\",\"resource\":\"appointment\","
                + "\"timestamp\":\"2024-03-28T12:45:30Z\"," + more + "}";
    }

    private static StoredEvent only(PreparedBatch batch) {
        assertThat(batch.failures()).isEqualTo(Map.of());
        assertThat(batch.letters()).isEmpty();
        assertThat(batch.lines()).hasSize(1);
        return batch.lines().get(0).event();
    }

    private static DeadLetter letter(PreparedBatch batch) {
        assertThat(batch.letters()).hasSize(1);
        return batch.letters().get(0);
    }
}
