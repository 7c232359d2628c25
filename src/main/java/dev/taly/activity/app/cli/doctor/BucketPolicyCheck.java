package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.app.cli.doctor.Policy.Statement;
import java.util.List;

/** Whether the bucket itself keeps events from being replaced or deleted, and insists on TLS. */
final class BucketPolicyCheck implements Check {
    private static final String PART = "BucketPolicy";

    @Override
    public String subject() {
        return "bucket policy";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        Policy policy = account.ask(S3Questions.policy(site)).map(Policy::read).orElse(new Policy(List.of()));
        String bucket = site.part(S3Questions.BUCKET);
        return Findings.about(subject())
                .problem(
                        policy.denying("s3:PutObject")
                                .noneMatch(statement -> createsOnly(statement) && statement.isAboutObjectsOf(bucket)),
                        "The bucket takes writes without If-None-Match.",
                        "Whoever may write can put another text over an event; the old version stays, and auditors read the"
                                + " new one.",
                        site.rewrite(PART))
                .warning(
                        policy.denying("s3:DeleteObject")
                                        .noneMatch(statement ->
                                                !statement.hasCondition() && statement.isAboutObjectsOf(bucket))
                                || policy.denying("s3:DeleteObjectVersion")
                                        .noneMatch(statement ->
                                                !statement.hasCondition() && statement.isAboutObjectsOf(bucket)),
                        "The bucket's policy denies nobody to delete.",
                        "The lock keeps versions; a delete by somebody who may still hides an event from auditors.",
                        site.rewrite(PART))
                .warning(
                        !policy.isTlsOnly("s3"),
                        "The bucket does not insist on TLS.",
                        "Events may be read and written in the clear.",
                        site.rewrite(PART))
                .problem(
                        policy.allowing("s3:GetObject")
                                .anyMatch(statement -> statement.isForAll() && !statement.hasCondition()),
                        "The bucket's policy lets everybody read.",
                        "The events of all tenants are public, unless public access is blocked.",
                        site.rewrite(PART))
                .orWell("create-only, no deletes, TLS");
    }

    private static boolean createsOnly(Statement statement) {
        return statement.values("Null", "s3:if-none-match").anyMatch("true"::equals);
    }
}
