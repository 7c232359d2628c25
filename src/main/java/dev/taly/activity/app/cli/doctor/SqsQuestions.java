package dev.taly.activity.app.cli.doctor;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** What SQS is asked. */
final class SqsQuestions {
    static final String QUEUE = "Queue";
    static final String DEAD_LETTERS = "DeadLetterQueue";
    static final String UNDELIVERED = "UndeliveredQueue";

    private static final String RIGHT = "sqs:GetQueueAttributes";

    private SqsQuestions() {}

    /** All attributes; nothing where there is no such queue. */
    static Question<Optional<Map<QueueAttributeName, String>>> queue(Site site, String part) {
        String url = site.part(part);
        return Question.of(RIGHT, part, aws -> {
            try {
                return Optional.of(aws.sqs()
                        .getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributes());
            } catch (QueueDoesNotExistException e) {
                return Optional.empty();
            }
        });
    }

    /** What time it is there, to the second; nothing where the answer does not say. */
    static Question<Optional<Instant>> time(Site site) {
        String url = site.part(QUEUE);
        return new Question<>(
                List.of(RIGHT),
                QUEUE,
                "Date",
                aws -> aws.sqs()
                        .getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .sdkHttpResponse()
                        .firstMatchingHeader("Date")
                        .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from)));
    }
}
