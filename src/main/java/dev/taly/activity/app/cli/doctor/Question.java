package dev.taly.activity.app.cli.doctor;

import java.util.List;
import java.util.function.Function;

/**
 * A call of AWS.
 *
 * @param actions the rights that it takes, for example {@code sqs:GetQueueAttributes}; the first names it
 * @param part what it is about, by its name in the template, for example {@code Queue}; {@code *} for what has none
 * @param detail where that is not all: a key or a prefix in a bucket
 */
record Question<T>(List<String> actions, String part, String detail, Function<Services, T> call) {
    static <T> Question<T> of(String action, String part, Function<Services, T> call) {
        return new Question<>(List.of(action), part, "", call);
    }

    /** For example {@code sqs:GetQueueAttributes Queue}. */
    String name() {
        return actions.get(0) + " " + part;
    }
}
