package dev.taly.activity.app.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The queue in front of the consumer. */
final class QueueCheck implements Check {
    private static final JsonMapper JSON = new JsonMapper();

    /** As AWS advises: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html. */
    private static final int TIMEOUTS = 6;

    private static final int FEW_TRIES = 2;

    @Override
    public String subject() {
        return "queue";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        Optional<Map<QueueAttributeName, String>> queue = account.ask(SqsQuestions.queue(site, SqsQuestions.QUEUE));
        Findings findings = Findings.about(subject());
        if (queue.isEmpty()) {
            return findings.problem(
                            true,
                            "There is no queue " + site.nameOf(SqsQuestions.QUEUE) + ".",
                            "What is published waits with SNS for 23 days at most, or is gone.",
                            site.remake("sqs create-queue --queue-name " + site.nameOf(SqsQuestions.QUEUE)))
                    .orWell("");
        }
        redrive(findings, site, queue.get());
        long visibility = number(queue.get(), QueueAttributeName.VISIBILITY_TIMEOUT);
        long needed = TIMEOUTS * functionTimeout(findings, site, account);
        return findings.problem(
                        visibility < needed,
                        "A message that was received comes again after " + visibility + " s; six times the function's"
                                + " timeout are " + needed + " s.",
                        "Batches come again while they are still worked on: events are stored twice, and good ones end as"
                                + " dead letters.",
                        set(site, "VisibilityTimeout=" + (needed + site.windowSeconds())))
                .warning(
                        !site.isLocal() && !isEncrypted(queue.get()),
                        "The queue is not encrypted.",
                        "Events that wait in it lie on disks of AWS in the clear.",
                        set(site, "SqsManagedSseEnabled=true"))
                .warning(
                        number(queue.get(), QueueAttributeName.DELAY_SECONDS) > 0,
                        "The queue delays each message by " + number(queue.get(), QueueAttributeName.DELAY_SECONDS)
                                + " s.",
                        "Events are stored, and alerts come, that much later.",
                        set(site, "DelaySeconds=0"))
                .orWell(site.nameOf(SqsQuestions.QUEUE) + ", hides a message for " + visibility + " s");
    }

    /** Where it may not be asked, the template's counts, and it is said. */
    private static long functionTimeout(Findings findings, Site site, Account account) {
        long shipped = site.shipped().functionTimeout().toSeconds();
        if (site.isLocal()) {
            return shipped;
        }
        try {
            return account.ask(LambdaQuestions.function(site))
                    .map(function -> (long) function.timeout())
                    .orElse(shipped);
        } catch (UnansweredException | MissingPartException e) {
            findings.notChecked("The function's timeout is not known, so the template's counts: " + e.getMessage());
            return shipped;
        }
    }

    private static void redrive(Findings findings, Site site, Map<QueueAttributeName, String> said) {
        JsonNode policy = json(said.getOrDefault(QueueAttributeName.REDRIVE_POLICY, ""));
        String target = policy.path("deadLetterTargetArn").asText();
        long tries = policy.path("maxReceiveCount").asLong();
        long asked = site.number("MaxReceiveCount").orElse((long) site.shipped().maxReceiveCount());
        String dlq = site.nameOf(SqsQuestions.DEAD_LETTERS);
        String fix = set(
                site,
                "'{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"" + site.queueArn(SqsQuestions.DEAD_LETTERS)
                        + "\\\",\\\"maxReceiveCount\\\":" + asked + "}\"}'");
        findings.problem(
                        target.isEmpty(),
                        "The queue has no redrive policy.",
                        "A message that fails each time comes again until the queue deletes it, with no trace.",
                        fix)
                .problem(
                        !target.isEmpty() && !target.endsWith(":" + dlq),
                        "What fails too often goes to " + target + ", and not to " + dlq + ".",
                        "Nobody looks there: no alarm rings, and no keeper writes it to the bucket.",
                        fix)
                .warning(
                        !target.isEmpty() && tries != asked,
                        "A message may fail " + tries + " times; the stack asks for " + asked + ".",
                        tries < asked
                                ? "After " + (tries <= FEW_TRIES ? "a short" : "a shorter")
                                        + " outage of S3 good events end as dead letters."
                                : "What fails for good is worked on for longer before anybody hears of it.",
                        fix);
    }

    private static boolean isEncrypted(Map<QueueAttributeName, String> said) {
        return said.getOrDefault(QueueAttributeName.SQS_MANAGED_SSE_ENABLED, "").equals("true")
                || !said.getOrDefault(QueueAttributeName.KMS_MASTER_KEY_ID, "").isEmpty();
    }

    private static String set(Site site, String attributes) {
        return site.aws("sqs set-queue-attributes --queue-url " + site.part(SqsQuestions.QUEUE) + " --attributes "
                + attributes);
    }

    static long number(Map<QueueAttributeName, String> said, QueueAttributeName name) {
        String text = said.getOrDefault(name, "");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
