package dev.taly.activity.app.cli.doctor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** What S3 is asked about the archive's bucket. What is not set is nothing. */
final class S3Questions {
    static final String BUCKET = "Bucket";

    private static final Set<String> NOT_SET = Set.of(
            "ObjectLockConfigurationNotFoundError",
            "NoSuchLifecycleConfiguration",
            "ServerSideEncryptionConfigurationNotFoundError",
            "NoSuchPublicAccessBlockConfiguration",
            "NoSuchBucketPolicy");

    private S3Questions() {}

    static Question<Optional<ObjectLockConfiguration>> lock(Site site) {
        String bucket = site.part(BUCKET);
        return Question.of(
                "s3:GetBucketObjectLockConfiguration",
                BUCKET,
                aws -> orNothing(() -> aws.s3()
                        .getObjectLockConfiguration(get -> get.bucket(bucket))
                        .objectLockConfiguration()));
    }

    static Question<Boolean> versioning(Site site) {
        String bucket = site.part(BUCKET);
        return Question.of(
                "s3:GetBucketVersioning",
                BUCKET,
                aws -> aws.s3().getBucketVersioning(get -> get.bucket(bucket)).status()
                        == BucketVersioningStatus.ENABLED);
    }

    static Question<Optional<List<LifecycleRule>>> lifecycle(Site site) {
        String bucket = site.part(BUCKET);
        return Question.of(
                "s3:GetLifecycleConfiguration",
                BUCKET,
                aws -> orNothing(() -> aws.s3()
                        .getBucketLifecycleConfiguration(get -> get.bucket(bucket))
                        .rules()));
    }

    static Question<Optional<List<ServerSideEncryptionRule>>> encryption(Site site) {
        String bucket = site.part(BUCKET);
        return Question.of(
                "s3:GetEncryptionConfiguration",
                BUCKET,
                aws -> orNothing(() -> aws.s3()
                        .getBucketEncryption(get -> get.bucket(bucket))
                        .serverSideEncryptionConfiguration()
                        .rules()));
    }

    static Question<Optional<PublicAccessBlockConfiguration>> publicAccess(Site site) {
        String bucket = site.part(BUCKET);
        return Question.of(
                "s3:GetBucketPublicAccessBlock",
                BUCKET,
                aws -> orNothing(() ->
                        aws.s3().getPublicAccessBlock(get -> get.bucket(bucket)).publicAccessBlockConfiguration()));
    }

    static Question<Optional<String>> policy(Site site) {
        String bucket = site.part(BUCKET);
        return Question.of(
                "s3:GetBucketPolicy",
                BUCKET,
                aws -> orNothing(() ->
                        aws.s3().getBucketPolicy(get -> get.bucket(bucket)).policy()));
    }

    private static <T> Optional<T> orNothing(Supplier<T> asked) {
        try {
            return Optional.ofNullable(asked.get());
        } catch (S3Exception e) {
            if (e.awsErrorDetails() != null
                    && NOT_SET.contains(String.valueOf(e.awsErrorDetails().errorCode()))) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
