package dev.taly.activity.app.http.dashboard;

import dev.taly.activity.event.EventFields;
import dev.taly.activity.event.Level;
import dev.taly.activity.watch.feed.FeedFilter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** What stands after the question mark. */
final class Query {
    private static final int MOST_VALUES = 50;
    private static final int LONGEST = 1_024;

    private final Fields fields;

    private Query(Fields fields) {
        this.fields = fields;
    }

    /** @throws BadQueryException if it cannot be read */
    static Query of(Request request) {
        try {
            return new Query(Request.extractQueryParameters(request, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            throw new BadQueryException("The query cannot be read.", e);
        }
    }

    /** The value of that name; nothing where it is absent or empty. */
    Optional<String> value(String name) {
        String value = fields.getValue(name);
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        if (value.length() > LONGEST) {
            throw new BadQueryException(name + " is too long.");
        }
        return Optional.of(value);
    }

    /** A tenant; null where none is named. */
    @Nullable
    String tenant() {
        String tenant = value("tenant").orElse(null);
        if (tenant != null && !EventFields.isTenantId(tenant)) {
            throw new BadQueryException(
                    "tenant must be 1 to 64 characters of A-Z a-z 0-9 _ . - and start with a letter or digit.");
        }
        return tenant;
    }

    Set<Level> levels() {
        Set<Level> levels = new LinkedHashSet<>();
        for (String word : words("level")) {
            levels.add(
                    Level.find(word).orElseThrow(() -> new BadQueryException("level must be info, warn or critical.")));
        }
        return levels;
    }

    /** The values of a list with commas. */
    List<String> words(String name) {
        List<String> words = value(name).stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.size() > MOST_VALUES) {
            throw new BadQueryException(name + " has too many values.");
        }
        return words;
    }

    FeedFilter filter() {
        return new FeedFilter(levels(), Set.copyOf(new LinkedHashSet<>(words("action"))), tenant());
    }

    /** It asks for what there is not. */
    static final class BadQueryException extends RuntimeException {
        BadQueryException(String message) {
            super(message);
        }

        BadQueryException(String message, Throwable cause) {
            super(message, cause);
        }

        Answer answer() {
            return Answer.problem(400, "bad_query", Objects.requireNonNullElse(getMessage(), ""));
        }
    }
}
