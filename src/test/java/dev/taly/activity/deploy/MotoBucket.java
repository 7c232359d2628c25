package dev.taly.activity.deploy;

import static dev.taly.activity.deploy.StackValues.list;
import static dev.taly.activity.deploy.StackValues.map;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** A bucket on an emulator, made and read back in the words of CloudFormation. A property that it does not know is an error. */
record MotoBucket(S3Client s3, String name) implements AutoCloseable {

    /** With all properties of the template. */
    void make(Map<String, Object> properties) {
        boolean locked = Boolean.TRUE.equals(properties.get("ObjectLockEnabled"));
        s3.createBucket(create -> create.bucket(name).objectLockEnabledForBucket(locked ? true : null));
        properties.forEach(this::set);
    }

    private void set(String property, Object value) {
        switch (property) {
            case "ObjectLockEnabled" -> {}
            case "VersioningConfiguration" ->
                s3.putBucketVersioning(put -> put.bucket(name)
                        .versioningConfiguration(versioning ->
                                versioning.status(BucketVersioningStatus.fromValue(text(value, "Status")))));
            case "ObjectLockConfiguration" ->
                s3.putObjectLockConfiguration(put -> put.bucket(name).objectLockConfiguration(lock(map(value))));
            case "LifecycleConfiguration" ->
                s3.putBucketLifecycleConfiguration(put -> put.bucket(name)
                        .lifecycleConfiguration(BucketLifecycleConfiguration.builder()
                                .rules(LifecycleWords.rules(value))
                                .build()));
            case "BucketEncryption" ->
                s3.putBucketEncryption(put -> put.bucket(name)
                        .serverSideEncryptionConfiguration(encryption ->
                                encryption.rules(list(map(value).get("ServerSideEncryptionConfiguration")).stream()
                                        .map(rule -> ServerSideEncryptionRule.builder()
                                                .applyServerSideEncryptionByDefault(apply -> apply.sseAlgorithm(text(
                                                        map(rule).get("ServerSideEncryptionByDefault"),
                                                        "SSEAlgorithm")))
                                                .build())
                                        .toList())));
            case "OwnershipControls" ->
                s3.putBucketOwnershipControls(put -> put.bucket(name)
                        .ownershipControls(controls ->
                                controls.rules(list(map(value).get("Rules")).stream()
                                        .map(rule -> OwnershipControlsRule.builder()
                                                .objectOwnership(text(rule, "ObjectOwnership"))
                                                .build())
                                        .toList())));
            case "PublicAccessBlockConfiguration" ->
                s3.putPublicAccessBlock(put -> put.bucket(name)
                        .publicAccessBlockConfiguration(PublicAccessBlockConfiguration.builder()
                                .blockPublicAcls((Boolean) map(value).get("BlockPublicAcls"))
                                .blockPublicPolicy((Boolean) map(value).get("BlockPublicPolicy"))
                                .ignorePublicAcls((Boolean) map(value).get("IgnorePublicAcls"))
                                .restrictPublicBuckets((Boolean) map(value).get("RestrictPublicBuckets"))
                                .build()));
            case "NotificationConfiguration" ->
                s3.putBucketNotificationConfiguration(put -> put.bucket(name)
                        .notificationConfiguration(notify -> notify.eventBridgeConfiguration(bridge -> {})));
            default -> throw new IllegalArgumentException("a bucket's " + property + " is not known here");
        }
    }

    void setPolicy(String json) {
        s3.putBucketPolicy(put -> put.bucket(name).policy(json));
    }

    /** The same properties, as the bucket has them. */
    Map<String, Object> read(Iterable<String> properties) {
        Map<String, Object> found = new LinkedHashMap<>();
        properties.forEach(property -> found.put(property, get(property)));
        return found;
    }

    private Object get(String property) {
        return switch (property) {
            case "ObjectLockEnabled" ->
                s3.getObjectLockConfiguration(get -> get.bucket(name))
                        .objectLockConfiguration()
                        .objectLockEnabledAsString()
                        .equals("Enabled");
            case "VersioningConfiguration" ->
                Map.of("Status", s3.getBucketVersioning(get -> get.bucket(name)).statusAsString());
            case "ObjectLockConfiguration" -> {
                ObjectLockConfiguration lock =
                        s3.getObjectLockConfiguration(get -> get.bucket(name)).objectLockConfiguration();
                DefaultRetention retention = lock.rule().defaultRetention();
                yield Map.of(
                        "ObjectLockEnabled", lock.objectLockEnabledAsString(),
                        "Rule",
                                Map.of(
                                        "DefaultRetention",
                                        Map.of("Mode", retention.modeAsString(), "Days", retention.days())));
            }
            case "LifecycleConfiguration" ->
                Map.of(
                        "Rules",
                        s3.getBucketLifecycleConfiguration(get -> get.bucket(name)).rules().stream()
                                .map(LifecycleWords::of)
                                .toList());
            case "BucketEncryption" ->
                Map.of(
                        "ServerSideEncryptionConfiguration",
                        s3
                                .getBucketEncryption(get -> get.bucket(name))
                                .serverSideEncryptionConfiguration()
                                .rules()
                                .stream()
                                .map(rule -> Map.of(
                                        "ServerSideEncryptionByDefault",
                                        Map.of(
                                                "SSEAlgorithm",
                                                rule.applyServerSideEncryptionByDefault()
                                                        .sseAlgorithmAsString())))
                                .toList());
            case "OwnershipControls" ->
                Map.of(
                        "Rules",
                        s3.getBucketOwnershipControls(get -> get.bucket(name)).ownershipControls().rules().stream()
                                .map(rule -> Map.of("ObjectOwnership", rule.objectOwnershipAsString()))
                                .toList());
            case "PublicAccessBlockConfiguration" -> {
                PublicAccessBlockConfiguration block =
                        s3.getPublicAccessBlock(get -> get.bucket(name)).publicAccessBlockConfiguration();
                yield Map.of(
                        "BlockPublicAcls", block.blockPublicAcls(),
                        "BlockPublicPolicy", block.blockPublicPolicy(),
                        "IgnorePublicAcls", block.ignorePublicAcls(),
                        "RestrictPublicBuckets", block.restrictPublicBuckets());
            }
            case "NotificationConfiguration" ->
                Map.of(
                        "EventBridgeConfiguration",
                        Map.of(
                                "EventBridgeEnabled",
                                s3.getBucketNotificationConfiguration(get -> get.bucket(name))
                                                .eventBridgeConfiguration()
                                        != null));
            default -> throw new IllegalArgumentException("a bucket's " + property + " is not known here");
        };
    }

    String policy() {
        return s3.getBucketPolicy(get -> get.bucket(name)).policy();
    }

    private static ObjectLockConfiguration lock(Map<String, Object> value) {
        Map<String, Object> retention = map(map(value.get("Rule")).get("DefaultRetention"));
        return ObjectLockConfiguration.builder()
                .objectLockEnabled(text(value, "ObjectLockEnabled"))
                .rule(rule -> rule.defaultRetention(
                        keep -> keep.mode(retention.get("Mode").toString())
                                .days(Integer.valueOf(retention.get("Days").toString()))))
                .build();
    }

    private static String text(Object map, String key) {
        return map(map).get(key).toString();
    }

    @Override
    public void close() {
        s3.close();
    }
}
