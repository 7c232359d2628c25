package dev.taly.activity.archive;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A source that lists all it has, and refuses to give some of it. */
public record RefusingObjects(ObjectSource source, Predicate<String> refused) implements ObjectSource {
    @Override
    public Stream<Listed> list(String prefix, String after) {
        return source.list(prefix, after);
    }

    @Override
    public Stream<String> folders(String prefix) {
        return source.folders(prefix);
    }

    @Override
    public Optional<Content> get(String key) {
        if (refused.test(key)) {
            throw new ObjectStoreException(key, "access is denied");
        }
        return source.get(key);
    }
}
