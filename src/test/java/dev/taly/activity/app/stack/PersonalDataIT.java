package dev.taly.activity.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.QueueContents;
import dev.taly.activity.StoredTree;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.privacy.PrivacyPolicy;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.SnsTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A run with known personal data, and then a scan of everything that was written: objects, receipts, dead letters with their
 * attributes, and logs. The same run by a policy that keeps everything shows that the scan would see it.
 */
final class PersonalDataIT {
    private static final Map<String, String> PERSONAL = Map.of(
            "email", "ada.lovelace@example.org",
            "phone", "+44 20 7946 0958",
            "card", "4111 1111 1111 1111",
            "iban", "DE89 3704 0044 0532 0130 00",
            "ip", "203.0.113.77",
            "first name", "Augusta-Ada",
            "password", "correct-horse-battery");

    private static final int GOOD = 3;
    private static final int REFUSED = 6;

    @TempDir
    private Path data;

    @Test
    void policyThatProtectsLettersToo_leavesNothingAnywhere() throws IOException {
        Scan scan = run(PrivacyPolicy.shippedText().replace("deadLetters: asSent", "deadLetters: protected"), true);

        scan.texts()
                .forEach((place, text) -> PERSONAL.forEach((kind, value) -> assertThat(contains(text, value))
                        .as("%s in %s:%n%s", kind, place, text)
                        .isFalse()));
    }

    @Test
    void shippedPolicy_leavesItInTheBodiesOfDeadLettersAlone() throws IOException {
        Scan scan = run("", false);

        scan.texts().entrySet().stream()
                .filter(place -> !place.getKey().startsWith("body of"))
                .filter(place -> !place.getKey().startsWith("sender's attributes"))
                .forEach(place -> PERSONAL.forEach((kind, value) -> assertThat(contains(place.getValue(), value))
                        .as("%s in %s:%n%s", kind, place.getKey(), place.getValue())
                        .isFalse()));
    }

    @Test
    void policyThatKeepsEverything_showsThatTheScanSees() throws IOException {
        Scan scan = run("""
                version: keep
                fields: {ipAddress: keep}
                metadata: [{names: ["*"], do: keep}]
                text: {emails: keep, phones: keep, cards: keep, ibans: keep}
                """, true);

        PERSONAL.forEach((kind, value) -> assertThat(scan.texts())
                .as(kind)
                .anySatisfy((place, text) -> assertThat(contains(text, value) && place.startsWith("events/"))
                        .isTrue())
                .anySatisfy((place, text) -> assertThat(contains(text, value) && place.startsWith("body of"))
                        .isTrue()));
    }

    /** Whether it stands there, in any spacing. */
    private static boolean contains(String text, String value) {
        return text.contains(value) || text.replace(" ", "").contains(value.replace(" ", ""));
    }

    /** Every text that was written, by its place. */
    private record Scan(Map<String, String> texts) {}

    private Scan run(String policy, boolean own) throws IOException {
        Files.createDirectories(data.resolve("config"));
        if (own) {
            Files.writeString(data.resolve("config").resolve("privacy.yaml"), policy);
        }
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (LocalDeployment local = LocalDeployment.start(data, 0);
                SqsClient sqs = local.clients().sqs()) {
            publish(local);
            assertThat(local.drain(Duration.ofSeconds(60), left -> {})).isZero();
            Map<String, String> texts = new TreeMap<>();
            texts.putAll(files());
            List<Message> letters = QueueContents.of(sqs, local.endpoints().dlqUrl());
            letters.forEach(letter -> add(letter, texts));
            texts.put("log", log.toString(StandardCharsets.UTF_8));
            assertThat(StoredTree.at(data).lines()).hasSize(GOOD);
            assertThat(letters).hasSize(REFUSED);
            return new Scan(texts);
        } finally {
            System.setErr(err);
        }
    }

    private static void publish(LocalDeployment local) {
        String topic = local.endpoints().topicArn();
        try (ActivityPublisher publisher = ActivityPublisher.to(
                                new SnsTransport(local.clients().sns(), topic))
                        .build();
                SnsClient sns = local.clients().sns()) {
            publisher.publish(ActivityEvent.builder()
                    .tenantId("acme")
                    .actorId(PERSONAL.get("email"))
                    .action("profile_updated")
                    .resource("user")
                    .resourceId("card " + PERSONAL.get("card"))
                    .ipAddress(PERSONAL.get("ip"))
                    .userAgent("Mail of " + PERSONAL.get("email"))
                    .metadata(Map.of(
                            "email",
                            PERSONAL.get("email"),
                            "firstName",
                            PERSONAL.get("first name"),
                            "password",
                            PERSONAL.get("password"),
                            "note",
                            sentence(),
                            "deeper",
                            List.of(Map.of("iban", PERSONAL.get("iban"), "texts", List.of(sentence()))),
                            PERSONAL.get("email"),
                            true)));
            assertThat(publisher.flush(Duration.ofSeconds(30))).isZero();
            for (String body : bodies()) {
                sns.publish(send -> send.topicArn(topic)
                        .message(body)
                        .messageAttributes(Map.of(
                                "requestedBy",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue(PERSONAL.get("email"))
                                        .build())));
            }
        }
    }

    private static String sentence() {
        return "Call %s or write to %s; paid by %s from %s."
                .formatted(PERSONAL.get("phone"), PERSONAL.get("email"), PERSONAL.get("card"), PERSONAL.get("iban"));
    }

    /** Two good events past the client, then what is none, in all the ways that can carry something personal. */
    private static List<String> bodies() {
        String metadata = "\"metadata\":{\"email\":\"%s\",\"firstName\":\"%s\",\"password\":\"%s\",\"note\":\"%s\"}"
                .formatted(PERSONAL.get("email"), PERSONAL.get("first name"), PERSONAL.get("password"), sentence());
        String rest = "\"actorId\":\"u1\",\"action\":\"user_login\",\"resource\":\"session\","
                + "\"timestamp\":\"2024-03-28T12:45:30Z\",\"ipAddress\":\"" + PERSONAL.get("ip") + "\"," + metadata;
        List<String> bodies = new ArrayList<>();
        bodies.add("{\"tenantId\":\"acme\"," + rest + "}");
        bodies.add("{\"tenantId\":\"globex\"," + rest + "}");
        // No tenant; an unknown field that is personal itself; a wrong value; JSON that breaks off; no object; no JSON.
        bodies.add("{" + rest + "}");
        bodies.add("{\"tenantId\":\"acme\",\"" + PERSONAL.get("email") + "\":1," + rest + "}");
        bodies.add("{\"tenantId\":\"acme\"," + rest.replace("user_login", "User " + PERSONAL.get("email")) + "}");
        bodies.add("{\"tenantId\":\"acme\"," + rest + ",\"traceId\":\"");
        bodies.add("[{\"tenantId\":\"acme\"," + rest + "}]");
        bodies.add(sentence());
        return bodies;
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = data.relativize(file).toString();
                if (!name.startsWith("config")) {
                    texts.put(name, text(file));
                }
            }
        }
        assertThat(texts.keySet()).anyMatch(name -> name.startsWith("receipts/"));
        return texts;
    }

    private static String text(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!file.toString().endsWith(".gz")) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(Message letter, Map<String, String> texts) {
        texts.put("body of " + letter.messageId(), letter.body());
        letter.messageAttributes()
                .forEach((name, value) -> texts.put(
                        (name.startsWith("rejection.") && !name.equals("rejection.pointer")
                                        ? "reasons of "
                                        : "sender's attributes of ")
                                + letter.messageId()
                                + " "
                                + name,
                        value.stringValue()));
    }
}
