package dev.taly.activity.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.Partition;
import dev.taly.activity.local.template.DeploymentTemplate;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What auditors may read, asked of the policies in template.yaml as they stand. */
final class AuditAccessTest {
    private static final Node TEMPLATE = Node.root(DeploymentTemplate.shipped().tree());
    private static final String BUCKET = "arn:aws:s3:::bucket";
    private static final String TAG = "aws:PrincipalTag/tenant";
    private static final LocalDate DAY = LocalDate.parse("2024-03-28");
    private static final String KEY =
            new Partition("acme", DAY).prefix() + "20240328T124533.120Z-9f2c4e1ab03d5c77.jsonl.gz";

    @Test
    void tenantAuditor_readsAndListsWhatTheReaderAsksFor() {
        assertThat(reads("acme", KEY)).isTrue();
        assertThat(lists("acme", Partition.folder("acme"))).isTrue();
        assertThat(lists("acme", new Partition("acme", DAY).prefix())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acm", "acme-2", "ACME", "", "*", "?cme", "acme/../acme", "../", "/", "${aws:username}"})
    void tenantAuditor_ofAnotherTagReadsNothingOfIt(String tag) {
        assertThat(reads(tag, KEY)).isFalse();
        assertThat(lists(tag, Partition.folder("acme"))).isFalse();
        assertThat(lists(tag, new Partition("acme", DAY).prefix())).isFalse();
    }

    @Test
    void tenantAuditor_withoutATagReadsNothing() {
        Access access = new Access(TEMPLATE, "TenantAuditorPolicy", Map.of("s3:prefix", Partition.folder("acme")));

        assertThat(access.allows("s3:GetObject", BUCKET + "/" + KEY)).isFalse();
        assertThat(access.allows("s3:GetObject", BUCKET + "/events/tenant=/x")).isFalse();
        assertThat(access.allows("s3:ListBucket", BUCKET)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "events/", "events/tenant=", "events/tenant=a", "events/tenant=acme", "seals/", "receipts/"})
    void tenantAuditor_listsNothingAboveItsFolder(String prefix) {
        assertThat(lists("acme", prefix)).isFalse();
    }

    @Test
    void listing_withoutAPrefixIsNobodys() {
        assertThat(tenants("acme").allows("s3:ListBucket", BUCKET)).isFalse();
        assertThat(new Access(TEMPLATE, "AuditorPolicy", Map.of()).allows("s3:ListBucket", BUCKET))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AuditorPolicy", "TenantAuditorPolicy"})
    void auditors_neitherWriteNorDeleteNorReadOtherVersions(String policy) {
        Access access = new Access(TEMPLATE, policy, Map.of(TAG, "acme", "s3:prefix", "events/tenant=acme/"));

        for (String action : new String[] {
            "s3:PutObject", "s3:DeleteObject", "s3:PutObjectRetention", "s3:GetObjectVersion", "s3:ListBucketVersions"
        }) {
            assertThat(access.allows(action, BUCKET + "/" + KEY)).as(action).isFalse();
            assertThat(access.allows(action, BUCKET)).as(action).isFalse();
        }
        assertThat(access.allows("sns:Publish", "arn:aws:sns:::topic")).isTrue();
    }

    @Test
    void auditor_readsEveryTenantAndTheSeals_andNoDeadLetter() {
        Access access = new Access(TEMPLATE, "AuditorPolicy", Map.of("s3:prefix", "events/"));

        assertThat(access.allows("s3:GetObject", BUCKET + "/" + KEY)).isTrue();
        assertThat(access.allows("s3:GetObject", BUCKET + "/seals/tenant=acme/1.json"))
                .isTrue();
        assertThat(access.allows("s3:ListBucket", BUCKET)).isTrue();
        assertThat(access.allows("s3:GetObject", BUCKET + "/quarantine/date=2024-03-28/x.jsonl.gz"))
                .isFalse();
    }

    private static boolean reads(String tag, String key) {
        return tenants(tag).allows("s3:GetObject", BUCKET + "/" + key);
    }

    private static boolean lists(String tag, String prefix) {
        Map<String, String> context = new HashMap<>(tenants(tag).context());
        context.put("s3:prefix", prefix);
        return new Access(TEMPLATE, "TenantAuditorPolicy", context).allows("s3:ListBucket", BUCKET);
    }

    private static Access tenants(String tag) {
        return new Access(TEMPLATE, "TenantAuditorPolicy", Map.of(TAG, tag));
    }
}
