package dev.taly.activity.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.QueueContents;
import dev.taly.activity.StoredTree;
import dev.taly.activity.app.cli.SampleEvents;
import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.archive.Stored;
import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.privacy.PrivacyPolicy;
import dev.taly.activity.privacy.PseudonymKeys;
import dev.taly.activity.watch.alert.S3AlertStates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The main job through the template's parts on an emulator that is nobody's of this project.
 *
 * <p>What moto 5.2 does not do, and so nothing here shows: it looks at no policy but that of a bucket, and there at no condition; it
 * keeps no SHA-256 that comes without the name of its algorithm, so a second writer of an object compares bytes. It may hand a
 * message to two receivers at once, as SQS may, so events are counted by their ids.
 */
final class MotoFlowIT extends OnMoto {
    private static final int EVENTS = 40;

    @Test
    void publishedEvents_areStored_inTheirPartitions_lockedAndDescribed() {
        Set<String> published = publish(samples());
        Instant before = Instant.now();

        MotoConsumer.drain(stack, Map.of());

        StoredTree stored = StoredTree.in(s3, known("Bucket"));
        assertThat(stored.ids()).isEqualTo(published);
        long counted = 0;
        for (S3Object object : objects("events/")) {
            HeadObjectResponse head =
                    s3.headObject(get -> get.bucket(known("Bucket")).key(object.key()));
            assertThat(head.metadata()).containsKeys("count", "first", "last");
            counted += Long.parseLong(head.metadata().get("count"));
            assertThat(head.objectLockModeAsString()).isEqualTo("GOVERNANCE");
            assertThat(head.objectLockRetainUntilDate()).isAfter(before.plus(179, ChronoUnit.DAYS));
        }
        assertThat(counted).isEqualTo(stored.lines().size());
        assertThat(objects("receipts/")).isNotEmpty();
        assertThat(QueueContents.of(sqs, known("DeadLetterQueue"))).isEmpty();
        assertThat(QueueContents.of(sqs, known("UndeliveredQueue"))).isEmpty();
    }

    @Test
    void storedObject_cannotBeReplaced() {
        Set<String> published = publish(samples());
        MotoConsumer.drain(stack, Map.of());
        String key = objects("events/").get(0).key();

        ObjectStore store = new S3ObjectStore(s3, known("Bucket"));
        assertThatThrownBy(() -> store.create(NewObject.of(key, "other".getBytes(UTF_8), "text/plain", Map.of())))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("is taken by other bytes");
        byte[] same =
                s3.getObjectAsBytes(get -> get.bucket(known("Bucket")).key(key)).asByteArray();
        assertThat(store.create(NewObject.of(key, same, "text/plain", Map.of())))
                .isEqualTo(new Stored.AlreadyPresent(key));
        assertThat(StoredTree.in(s3, known("Bucket")).ids()).isEqualTo(published);
    }

    @Test
    void storedObject_cannotBeDeleted() {
        publish(samples());
        MotoConsumer.drain(stack, Map.of());
        String key = objects("events/").get(0).key();

        assertThatThrownBy(() ->
                        s3.deleteObject(delete -> delete.bucket(known("Bucket")).key(key)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }

    @Test
    void tenantsOwnRetention_isTheLockOfItsObjectsAlone(@TempDir Path config) throws IOException {
        Files.writeString(config.resolve("retention.yaml"), "tenants: {acme: 400}\n");
        publish(List.of(event("acme", "anna"), event("globex", "bob")));
        Instant before = Instant.now();

        MotoConsumer.drain(stack, Map.of("CONFIG_DIR", config.toString()));

        assertThat(objects("events/")).hasSizeGreaterThanOrEqualTo(2).allSatisfy(object -> {
            Instant until = s3.headObject(get -> get.bucket(known("Bucket")).key(object.key()))
                    .objectLockRetainUntilDate();
            int days = object.key().contains("tenant=acme/") ? 400 : 180;
            assertThat(until).isBetween(before.plus(days - 1, ChronoUnit.DAYS), before.plus(days + 1, ChronoUnit.DAYS));
        });
    }

    @Test
    void pseudonyms_areMadeWithTheKeyOfTheStacksSecret(@TempDir Path config) throws IOException {
        Files.writeString(config.resolve("privacy.yaml"), PrivacyPolicy.shippedText());
        publish(List.of(event("acme", "augusta@example.org")));

        MotoConsumer.drain(stack, Map.of("CONFIG_DIR", config.toString()));

        try (SecretsManagerClient secrets = stack.clients().secrets()) {
            String keys = secrets.getSecretValue(get -> get.secretId(known("PseudonymKeys")))
                    .secretString();
            String pseudonym =
                    PseudonymKeys.of(ConfigFile.parseJson("keys", keys)).pseudonym("acme", "augusta@example.org");
            assertThat(StoredTree.in(s3, known("Bucket")).texts())
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(text).contains(pseudonym).doesNotContain("augusta"));
        }
    }

    @Test
    void alertState_isReplacedOnlyByWhoKnowsTheLatest() {
        S3AlertStates states = new S3AlertStates(s3, known("AlertStates"));
        String none = states.load("acme").version();
        assertThat(states.save("acme", "{\"n\":1}".getBytes(UTF_8), none)).isTrue();
        String first = states.load("acme").version();
        assertThat(states.save("acme", "{\"n\":2}".getBytes(UTF_8), none)).isFalse();
        assertThat(states.save("acme", "{\"n\":3}".getBytes(UTF_8), first)).isTrue();

        assertThat(states.save("acme", "{\"n\":4}".getBytes(UTF_8), first)).isFalse();

        assertThat(states.load("acme").json())
                .hasValueSatisfying(json -> assertThat(new String(json, UTF_8)).isEqualTo("{\"n\":3}"));
    }

    private static List<ActivityEvent> samples() {
        SampleEvents sample = new SampleEvents(20_240_328, Instant.now(), 3);
        List<ActivityEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(sample.next().build());
        }
        return events;
    }

    private static ActivityEvent event(String tenant, String actor) {
        return ActivityEvent.builder()
                .tenantId(tenant)
                .actorId(actor)
                .action("user_login")
                .resource("session")
                .timestamp(Instant.now())
                .build();
    }
}
