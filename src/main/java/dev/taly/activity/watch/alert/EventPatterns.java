package dev.taly.activity.watch.alert;

import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * Which of some <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html">event patterns</a> a line
 * matches, in one pass for all. Safe for any number of threads.
 */
final class EventPatterns {
    private static final Logger LOG = LoggerFactory.getLogger(EventPatterns.class);

    private final Machine machine = Machine.builder().build();

    /** @param patterns by name; each was {@linkplain #refusal checked} */
    EventPatterns(Map<String, String> patterns) {
        patterns.forEach((name, pattern) -> {
            try {
                machine.addRule(name, pattern);
            } catch (IOException e) {
                throw new UncheckedIOException("a pattern that was checked is not taken: " + name, e);
            }
        });
    }

    /** Why a text is no pattern; nothing where it is one. */
    static Optional<String> refusal(String pattern) {
        return Optional.ofNullable(JsonRuleCompiler.check(pattern)).map(refusal -> refusal.replaceAll("\\s+", " "));
    }

    /** The names of those that match. */
    List<String> matching(StoredLine line) {
        try {
            return machine.rulesForJSONEvent(line.json());
        } catch (Exception e) {
            return withoutMetadata(line);
        }
    }

    /**
     * Metadata may hold what the library cannot read, such as a number of a thousand digits: nobody may hide an event behind that. Nor
     * may one event keep the others from being looked at.
     */
    private List<String> withoutMetadata(StoredLine line) {
        try {
            List<String> names = machine.rulesForJSONEvent(line.jsonWithout(LineField.METADATA));
            LOG.warn("event {} is held against the rules without its metadata", line.id());
            return names;
        } catch (Exception e) {
            LOG.error(
                    "event {} could not be held against the rules: {}",
                    line.id(),
                    e.getClass().getName());
            return List.of();
        }
    }
}
