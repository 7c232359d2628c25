package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.app.audit.Publication;
import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.ObjectSource.Listed;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.deadletter.Browse;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.deadletter.SqsLetterQueue;
import dev.taly.activity.publish.SnsTransport;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is asked to send one event through, and to find it. */
final class CanaryQuestions {
    /** Of more dead letters not all are looked at: each look hides them from others for a moment. */
    private static final int MOST_LETTERS = 500;

    private CanaryQuestions() {}

    /** Publishes it; why it could not be, or nothing. */
    static Question<Optional<String>> publish(Site site, Canary canary) {
        String arn = site.part(SnsQuestions.TOPIC);
        return Question.of("sns:Publish", SnsQuestions.TOPIC, aws -> {
            try (Publication publication =
                    new Publication(new SnsTransport(aws.clients().sns(), arn))) {
                return publication.publish(canary.event());
            }
        });
    }

    /** The keys of its partition, of objects that were written at that time or later. */
    static Question<List<String>> keys(Site site, Canary canary, Instant from) {
        String bucket = site.part(S3Questions.BUCKET);
        String prefix = canary.partition().prefix();
        return new Question<>(List.of("s3:ListBucket"), S3Questions.BUCKET, prefix, aws -> {
            try (Stream<Listed> listed =
                    new S3ObjectStore(aws.s3(), bucket).list(prefix, JsonLines.firstKey(prefix, from))) {
                return listed.map(Listed::key).toList();
            }
        });
    }

    /** Whether it is in that object. */
    static Question<Boolean> holds(Site site, Canary canary, String key) {
        String bucket = site.part(S3Questions.BUCKET);
        String id = "\"id\":\"" + canary.id() + "\"";
        return new Question<>(
                List.of("s3:GetObject"),
                S3Questions.BUCKET,
                key,
                aws -> new S3ObjectStore(aws.s3(), bucket)
                        .get(key)
                        .map(content -> {
                            try (Stream<String> lines = JsonLines.read(content.body())) {
                                return lines.anyMatch(line -> line.contains(id));
                            } catch (UncheckedIOException e) {
                                throw new UnansweredException(key + " cannot be read", e);
                            }
                        })
                        .orElse(false));
    }

    /** It as a dead letter, if it is one. */
    static Question<Optional<Letter>> letter(Site site, Canary canary) {
        String url = site.part(SqsQuestions.DEAD_LETTERS);
        return new Question<>(
                List.of("sqs:ReceiveMessage", "sqs:ChangeMessageVisibility"), SqsQuestions.DEAD_LETTERS, "", aws -> {
                    try (Browse browse = new Browse(new SqsLetterQueue(aws.sqs(), url, Runnable::run, 1))) {
                        return find(browse, canary.id());
                    }
                });
    }

    private static Optional<Letter> find(Browse browse, String id) {
        int looked = 0;
        for (List<Letter> some = browse.next(); !some.isEmpty() && looked < MOST_LETTERS; some = browse.next()) {
            looked += some.size();
            Optional<Letter> found =
                    some.stream().filter(letter -> letter.eventId().equals(id)).findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
