package dev.taly.activity.deploy;

import static dev.taly.activity.deploy.StackValues.list;
import static dev.taly.activity.deploy.StackValues.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** CloudFormation's words for a lifecycle rule, and S3's. */
final class LifecycleWords {
    private LifecycleWords() {}

    static List<LifecycleRule> rules(Object value) {
        return list(map(value).get("Rules")).stream()
                .map(rule -> rule(map(rule)))
                .toList();
    }

    private static LifecycleRule rule(Map<String, Object> words) {
        LifecycleRule.Builder rule = LifecycleRule.builder().filter(filter -> filter.prefix(""));
        words.forEach((word, value) -> {
            switch (word) {
                case "Id" -> rule.id(value.toString());
                case "Status" -> rule.status(ExpirationStatus.fromValue(value.toString()));
                case "Prefix" -> rule.filter(filter -> filter.prefix(value.toString()));
                case "ExpirationInDays" -> rule.expiration(expire -> expire.days(number(value)));
                case "ExpiredObjectDeleteMarker" ->
                    rule.expiration(expire -> expire.expiredObjectDeleteMarker((Boolean) value));
                case "NoncurrentVersionExpiration" ->
                    rule.noncurrentVersionExpiration(
                            expire -> expire.noncurrentDays(number(map(value).get("NoncurrentDays"))));
                case "AbortIncompleteMultipartUpload" ->
                    rule.abortIncompleteMultipartUpload(
                            abort -> abort.daysAfterInitiation(number(map(value).get("DaysAfterInitiation"))));
                default -> throw new IllegalArgumentException("a lifecycle rule's " + word + " is not known here");
            }
        });
        return rule.build();
    }

    static Map<String, Object> of(LifecycleRule rule) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("Id", rule.id());
        words.put("Status", rule.statusAsString());
        words.put("Prefix", rule.filter().prefix());
        if (rule.expiration() != null && rule.expiration().days() != null) {
            words.put("ExpirationInDays", rule.expiration().days());
        }
        if (rule.expiration() != null && Boolean.TRUE.equals(rule.expiration().expiredObjectDeleteMarker())) {
            words.put("ExpiredObjectDeleteMarker", true);
        }
        if (rule.noncurrentVersionExpiration() != null) {
            words.put(
                    "NoncurrentVersionExpiration",
                    Map.of("NoncurrentDays", rule.noncurrentVersionExpiration().noncurrentDays()));
        }
        if (rule.abortIncompleteMultipartUpload() != null) {
            words.put(
                    "AbortIncompleteMultipartUpload",
                    Map.of(
                            "DaysAfterInitiation",
                            rule.abortIncompleteMultipartUpload().daysAfterInitiation()));
        }
        return words;
    }

    private static Integer number(Object value) {
        return Integer.valueOf(value.toString());
    }
}
