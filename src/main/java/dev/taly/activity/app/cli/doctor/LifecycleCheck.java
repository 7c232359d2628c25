package dev.taly.activity.app.cli.doctor;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** Whether events go when their time is over, and not before. */
final class LifecycleCheck implements Check {
    private static final String EVENTS = "events/";
    private static final String RECEIPTS = "receipts/";

    @Override
    public String subject() {
        return "lifecycle";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        List<LifecycleRule> rules = account.ask(S3Questions.lifecycle(site)).orElse(List.of());
        Optional<LifecycleRule> events = of(rules, EVENTS);
        long days = days(events);
        long asked = site.number("RetentionDays").orElse(days);
        return Findings.about(subject())
                .warning(
                        events.isEmpty(),
                        "No lifecycle rule ends events.",
                        "They stay, and cost, for ever, also where the law wants them gone.",
                        site.rewrite("the LifecycleConfiguration of Bucket"))
                .warning(
                        events.isPresent() && days < asked,
                        "Events end after " + days + " days; the stack asks for " + asked + ".",
                        "They are hidden from auditors then. The lock keeps them until its own end.",
                        site.rewrite("the LifecycleConfiguration of Bucket"))
                .warning(
                        events.isPresent() && days > asked,
                        "Events end after " + days + " days; the stack asks for " + asked + ".",
                        "They can be deleted in the days between, and cost for longer than you think.",
                        site.rewrite("the LifecycleConfiguration of Bucket"))
                .warning(
                        events.isPresent() && of(rules, RECEIPTS).isPresent() && days(of(rules, RECEIPTS)) <= days,
                        "Receipts end before the events that they announce.",
                        "An event without its receipt counts as foreign.",
                        site.rewrite("the LifecycleConfiguration of Bucket"))
                .warning(
                        events.isPresent() && events.get().noncurrentVersionExpiration() == null,
                        "Versions that are not current any more never end.",
                        "They stay, and cost, for ever, also where the law wants them gone.",
                        site.rewrite("the LifecycleConfiguration of Bucket"))
                .orWell("events end after " + days + " days");
    }

    private static Optional<LifecycleRule> of(List<LifecycleRule> rules, String prefix) {
        return rules.stream()
                .filter(rule -> rule.status() == ExpirationStatus.ENABLED
                        && rule.expiration() != null
                        && rule.expiration().days() != null
                        && prefix.equals(prefix(rule)))
                .findFirst();
    }

    /** Older rules have it beside the filter. */
    @SuppressWarnings("deprecation") // S3 gives back what was put, and CloudFormation puts either
    private static String prefix(LifecycleRule rule) {
        String ofFilter = rule.filter() == null ? null : rule.filter().prefix();
        return String.valueOf(ofFilter == null ? rule.prefix() : ofFilter);
    }

    private static long days(Optional<LifecycleRule> rule) {
        return rule.map(found -> (long) found.expiration().days()).orElse(0L);
    }
}
