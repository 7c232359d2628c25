package dev.taly.activity.app.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.model.Subscription;

/** The way from the topic to the queue. */
final class SubscriptionCheck implements Check {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PENDING = "PendingConfirmation";

    @Override
    public String subject() {
        return "subscription";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        Optional<Subscription> found = account.ask(SnsQuestions.subscriptions(site)).stream()
                .filter(subscription -> "sqs".equals(subscription.protocol())
                        && subscription.endpoint().endsWith(":" + site.nameOf(SqsQuestions.QUEUE)))
                .findFirst();
        Findings findings = Findings.about(subject());
        if (found.isEmpty()) {
            return findings.problem(
                            true,
                            "The queue is not subscribed to the topic.",
                            "What is published is gone: no queue gets it.",
                            subscribe(site))
                    .orWell("");
        }
        String arn = found.get().subscriptionArn();
        if (arn.equals(PENDING)) {
            return notConfirmed(findings, site).orWell("");
        }
        Map<String, String> said = account.ask(SnsQuestions.subscription(arn));
        if (said.getOrDefault(PENDING, "").equals("true")) {
            notConfirmed(findings, site);
        }
        return wired(findings, site, arn, said)
                .orWell("confirmed, raw, no filter"
                        + site.find(SqsQuestions.UNDELIVERED)
                                .map(url ->
                                        "; what cannot be delivered waits in " + site.nameOf(SqsQuestions.UNDELIVERED))
                                .orElse(""));
    }

    private static Findings notConfirmed(Findings findings, Site site) {
        return findings.problem(
                true,
                "The subscription was never confirmed.",
                "What is published is gone: the queue gets nothing.",
                subscribe(site));
    }

    private static String subscribe(Site site) {
        return site.aws("sns subscribe --topic-arn " + site.part(SnsQuestions.TOPIC)
                + " --protocol sqs --notification-endpoint " + site.queueArn(SqsQuestions.QUEUE)
                + " --attributes RawMessageDelivery=true");
    }

    private static Findings wired(Findings findings, Site site, String arn, Map<String, String> said) {
        findings.problem(
                        !said.getOrDefault("FilterPolicy", "").matches("(\\{\\s*})?"),
                        "The subscription has a filter policy.",
                        "Events that do not match it are dropped, without a trace.",
                        set(site, arn, "FilterPolicy", "'{}'"))
                .warning(
                        !said.getOrDefault("RawMessageDelivery", "").equals("true"),
                        "Raw delivery is off.",
                        "Each event comes in SNS's envelope. It is stored all the same, but a batch holds about half as many.",
                        set(site, arn, "RawMessageDelivery", "true"));
        site.find(SqsQuestions.UNDELIVERED).ifPresent(url -> redrive(findings, site, arn, said));
        return findings;
    }

    private static void redrive(Findings findings, Site site, String arn, Map<String, String> said) {
        String target = target(said.getOrDefault("RedrivePolicy", ""));
        String queue = site.nameOf(SqsQuestions.UNDELIVERED);
        findings.problem(
                !target.endsWith(":" + queue),
                target.isEmpty()
                        ? "The subscription has no queue for what cannot be delivered."
                        : "What cannot be delivered goes to " + target + ", and not to " + queue + ".",
                "Where the queue is away or refuses, SNS drops events for good.",
                set(
                        site,
                        arn,
                        "RedrivePolicy",
                        "'{\"deadLetterTargetArn\":\"" + site.queueArn(SqsQuestions.UNDELIVERED) + "\"}'"));
    }

    private static String set(Site site, String arn, String attribute, String value) {
        return site.aws("sns set-subscription-attributes --subscription-arn " + arn + " --attribute-name " + attribute
                + " --attribute-value " + value);
    }

    static String target(String redrivePolicy) {
        try {
            return JSON.readTree(redrivePolicy).path("deadLetterTargetArn").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
