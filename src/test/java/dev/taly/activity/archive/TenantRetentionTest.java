package dev.taly.activity.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.StoredEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

final class TenantRetentionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.120Z");
    private static final TenantRetention RETENTION = of("{tenants: {acme: 30}}");

    @Test
    void object_ofATenantWithItsOwnRetentionIsLockedThatLongFromItsWriteTime() {
        PutObjectRequest put = write("acme", "COMPLIANCE");

        assertThat(put.objectLockMode()).isEqualTo(ObjectLockMode.COMPLIANCE);
        assertThat(put.objectLockRetainUntilDate()).isEqualTo(Instant.parse("2026-03-31T12:00:01Z"));
        assertThat(put.checksumSHA256()).isNotNull();
    }

    @Test
    void object_ofAnotherTenantOrInABucketWithoutLocksSaysNothingAboutLocks() {
        for (PutObjectRequest put : List.of(write("globex", "GOVERNANCE"), write("acme", null))) {
            assertThat(put.objectLockMode()).isNull();
            assertThat(put.objectLockRetainUntilDate()).isNull();
        }
    }

    @Test
    void store_refusesALockModeThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new S3ObjectStore(new StubS3(), "bucket", "governance"))
                .withMessage("lockMode must be GOVERNANCE or COMPLIANCE");
    }

    @Test
    void errors_listEverythingWithItsPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> of("{tenants: {a/b: 30, acme: 0, globex: soon, initech: 3653, umbrella: null}, days: 1}"))
                .withMessage(
                        "retention.yaml: /days is unknown here; known are tenants; /tenants/a~1b must have the name of a"
                                + " tenant: 1 to 64 of A-Z a-z 0-9 _ . -, the first no sign;"
                                + " /tenants/acme must be a whole number from 1 to 3652;"
                                + " /tenants/globex must be a whole number from 1 to 3652;"
                                + " /tenants/initech must be a whole number from 1 to 3652;"
                                + " /tenants/umbrella must be a number of days");
        assertThatIllegalArgumentException().isThrownBy(() -> of("{}")).withMessageContaining("/tenants is required");
    }

    @Test
    void tenants_areNoMoreThanABucketHasRulesFor() {
        assertThat(of(tenants(900)).days()).hasSize(900);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(tenants(901)))
                .withMessageContaining("/tenants must be at most 900");
    }

    private static PutObjectRequest write(String tenant, @Nullable String lockMode) {
        StubS3 s3 = new StubS3().puts(200);
        Archive archive =
                new Archive(new S3ObjectStore(s3, "bucket", lockMode), Clock.fixed(NOW, ZoneOffset.UTC), RETENTION);
        ActivityEvent event = ActivityEvent.builder()
                .id("e1")
                .tenantId(tenant)
                .actorId("a")
                .action("user_login")
                .resource("session")
                .timestamp(NOW)
                .level(Level.INFO)
                .build();
        archive.write(
                archive.plan(Partition.of(event), List.of(new StoredEvent(event, NOW, null)), archive.writeTime()));
        return s3.lastPut();
    }

    private static String tenants(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "t" + i + ": 30")
                .collect(Collectors.joining(", ", "{tenants: {", "}}"));
    }

    private static TenantRetention of(String yaml) {
        return TenantRetention.of(ConfigFile.parse("retention.yaml", yaml));
    }
}
