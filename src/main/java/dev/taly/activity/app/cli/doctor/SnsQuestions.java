package dev.taly.activity.app.cli.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** What SNS is asked. */
final class SnsQuestions {
    static final String TOPIC = "Topic";

    private SnsQuestions() {}

    /** Nothing where there is no such topic. */
    static Question<Optional<Map<String, String>>> topic(Site site) {
        String arn = site.part(TOPIC);
        return Question.of("sns:GetTopicAttributes", TOPIC, aws -> {
            try {
                return Optional.of(
                        aws.sns().getTopicAttributes(get -> get.topicArn(arn)).attributes());
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    static Question<List<Subscription>> subscriptions(Site site) {
        String arn = site.part(TOPIC);
        return Question.of(
                "sns:ListSubscriptionsByTopic",
                TOPIC,
                aws -> aws.sns().listSubscriptionsByTopicPaginator(list -> list.topicArn(arn)).subscriptions().stream()
                        .toList());
    }

    /** AWS knows no subscription as a resource of policies. */
    static Question<Map<String, String>> subscription(String arn) {
        return Question.of(
                "sns:GetSubscriptionAttributes",
                "*",
                aws -> aws.sns()
                        .getSubscriptionAttributes(get -> get.subscriptionArn(arn))
                        .attributes());
    }
}
