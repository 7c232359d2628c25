package dev.taly.activity.app.cli.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The topic that services publish to. */
final class TopicCheck implements Check {
    @Override
    public String subject() {
        return "topic";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        Optional<Map<String, String>> topic = account.ask(SnsQuestions.topic(site));
        Map<String, String> said = topic.orElse(Map.of());
        String arn = site.part(SnsQuestions.TOPIC);
        return Findings.about(subject())
                .problem(
                        topic.isEmpty(),
                        "There is no topic " + site.nameOf(SnsQuestions.TOPIC) + ".",
                        "Nobody can publish: services keep their events, and lose what they cannot keep.",
                        site.remake("sns create-topic --name " + site.nameOf(SnsQuestions.TOPIC)))
                .warning(
                        topic.isPresent()
                                && !site.isLocal()
                                && said.getOrDefault("KmsMasterKeyId", "").isEmpty(),
                        "The topic is not encrypted.",
                        "Events that wait in it for the queue lie on disks of AWS in the clear.",
                        site.aws("sns set-topic-attributes --topic-arn " + arn
                                + " --attribute-name KmsMasterKeyId --attribute-value alias/aws/sns"))
                .orWell(site.nameOf(SnsQuestions.TOPIC));
    }
}
