package dev.taly.activity.app.cli.doctor;

import java.util.List;
import java.util.stream.Stream;

/** Whether the bucket is encrypted, and closed to the world. */
final class BucketGuardCheck implements Check {
    @Override
    public String subject() {
        return "bucket";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        String bucket = site.part(S3Questions.BUCKET);
        boolean encrypted = account.ask(S3Questions.encryption(site)).orElse(List.of()).stream()
                .anyMatch(rule -> rule.applyServerSideEncryptionByDefault() != null);
        boolean closed = account.ask(S3Questions.publicAccess(site))
                .filter(block -> Stream.of(
                                block.blockPublicAcls(),
                                block.blockPublicPolicy(),
                                block.ignorePublicAcls(),
                                block.restrictPublicBuckets())
                        .allMatch(Boolean.TRUE::equals))
                .isPresent();
        return Findings.about(subject())
                .warning(
                        !encrypted,
                        "The bucket has no encryption of its own.",
                        "S3 encrypts by itself; a rule of yours would say how.",
                        site.aws(
                                "s3api put-bucket-encryption --bucket " + bucket
                                        + " --server-side-encryption-configuration"
                                        + " '{\"Rules\":[{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"AES256\"}}]}'"))
                .problem(
                        !closed,
                        "The bucket does not block public access.",
                        "One wrong policy opens the events of all tenants to everybody.",
                        site.aws("s3api put-public-access-block --bucket " + bucket
                                + " --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,"
                                + "BlockPublicPolicy=true,RestrictPublicBuckets=true"))
                .orWell(bucket + ", encrypted, closed to the public");
    }
}
