package dev.taly.activity.template;

import java.util.List;
import java.util.Map;

/** The bucket keeps what is written, as long as it must and no longer. */
final class BucketRules {
    static final List<Rule> ALL = List.of(
            Rule.that(
                    "the bucket is versioned",
                    template -> bucket(template)
                            .at("VersioningConfiguration", "Status")
                            .is("Enabled")),
            Rule.that("the bucket locks objects for the retention", template -> {
                Node lock = bucket(template).at("ObjectLockConfiguration");
                Node retention = lock.at("Rule", "DefaultRetention");
                return bucket(template).at("ObjectLockEnabled").is(true)
                        && lock.at("ObjectLockEnabled").is("Enabled")
                        && retention.at("Days").isRef("RetentionDays")
                        && retention.at("Mode").isRef("LockMode")
                        && !retention.at("Years").exists();
            }),
            Rule.that(
                    "an irrevocable lock is a choice",
                    template -> template.at("Parameters", "LockMode", "Default").is("GOVERNANCE")),
            Rule.that(
                    "the retention is 180 days by default",
                    template -> template.at("Parameters", "RetentionDays", "Default")
                            .is(180)),
            Rule.that(
                    "events expire after the retention",
                    template -> rules(template, "events/").stream()
                            .anyMatch(rule -> rule.at("ExpirationInDays").isRef("RetentionDays"))),
            Rule.that("receipts outlive what they announce", BucketRules::receiptsStayLonger),
            Rule.that(
                    "noncurrent versions expire",
                    template -> List.of("events/", "receipts/", "quarantine/").stream()
                            .allMatch(prefix -> rules(template, prefix).stream()
                                    .anyMatch(rule -> rule.at("NoncurrentVersionExpiration", "NoncurrentDays")
                                                    .number()
                                            >= 1))),
            Rule.that(
                    "delete markers and broken uploads go",
                    template -> rules(template, "").stream()
                            .anyMatch(
                                    rule -> rule.at("ExpiredObjectDeleteMarker").is(true)
                                            && rule.at("AbortIncompleteMultipartUpload", "DaysAfterInitiation")
                                                            .number()
                                                    >= 1)),
            new Rule(
                    "a lifecycle rule is on, and has either days or delete markers",
                    (template, findings) -> lifecycle(template)
                            .forEach(rule -> findings.expect(
                                    rule.at("Status").is("Enabled")
                                            && !(rule.at("ExpirationInDays").exists()
                                                    && rule.at("ExpiredObjectDeleteMarker")
                                                            .exists()),
                                    rule.path()))),
            Rule.that("the bucket is encrypted", template -> {
                List<Node> encryption = bucket(template)
                        .at("BucketEncryption", "ServerSideEncryptionConfiguration")
                        .items();
                return encryption.size() == 1
                        && encryption
                                .get(0)
                                .at("ServerSideEncryptionByDefault", "SSEAlgorithm")
                                .exists();
            }),
            new Rule("the bucket is private", (template, findings) -> {
                for (String flag :
                        List.of("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")) {
                    findings.expect(
                            bucket(template)
                                    .at("PublicAccessBlockConfiguration", flag)
                                    .is(true),
                            flag);
                }
                findings.expect(
                        bucket(template).at("OwnershipControls", "Rules").items().stream()
                                .allMatch(rule -> rule.at("ObjectOwnership").is("BucketOwnerEnforced")),
                        "ObjectOwnership");
                findings.expect(
                        bucket(template).at("OwnershipControls", "Rules").exists(), "OwnershipControls");
                findings.expect(!bucket(template).at("AccessControl").exists(), "AccessControl");
            }),
            new Rule(
                    "bucket and policy outlive the stack",
                    (template, findings) -> List.of("Bucket", "BucketPolicy")
                            .forEach(id -> findings.expect(
                                    template.resource(id).at("DeletionPolicy").is("Retain")
                                            && template.resource(id)
                                                    .at("UpdateReplacePolicy")
                                                    .is("Retain"),
                                    id))),
            Rule.that(
                    "deletes are denied to everybody",
                    template -> policy(template).stream()
                            .anyMatch(statement -> Statements.deniesAll(
                                            statement,
                                            "s3:DeleteObject",
                                            "s3:DeleteObjectVersion",
                                            "s3:BypassGovernanceRetention")
                                    && !statement.at("Condition").exists()
                                    && statement.at("Resource").isSub("${Bucket.Arn}/*"))),
            Rule.that(
                    "writes create only",
                    template -> policy(template).stream()
                            .anyMatch(statement -> Statements.deniesAll(statement, "s3:PutObject")
                                    && statement.at("Resource").isSub("${Bucket.Arn}/*")
                                    && Map.of(
                                                    "Null", Map.of("s3:if-none-match", "true"),
                                                    "Bool", Map.of("s3:ObjectCreationOperation", "true"))
                                            .equals(statement.at("Condition").value()))));

    private BucketRules() {}

    private static Node bucket(Node template) {
        return template.properties("Bucket");
    }

    private static List<Node> policy(Node template) {
        return Statements.attachedTo(template, "AWS::S3::BucketPolicy", "Bucket", "Bucket");
    }

    private static List<Node> lifecycle(Node template) {
        return bucket(template).at("LifecycleConfiguration", "Rules").items();
    }

    private static List<Node> rules(Node template, String prefix) {
        return lifecycle(template).stream()
                .filter(rule -> rule.at("Prefix").exists() && rule.at("Prefix").is(prefix))
                .toList();
    }

    private static boolean receiptsStayLonger(Node template) {
        boolean found = rules(template, "receipts/").stream()
                .anyMatch(rule -> List.of("Retention", Map.of("Ref", "RetentionDays"), "ReceiptDays")
                        .equals(rule.at("ExpirationInDays", "Fn::FindInMap").value()));
        return found
                && template.at("Parameters", "RetentionDays", "AllowedValues").items().stream()
                        .allMatch(days -> template.at("Mappings", "Retention", days.text(), "ReceiptDays")
                                        .number()
                                == days.number() + 7);
    }
}
