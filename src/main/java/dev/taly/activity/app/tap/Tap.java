package dev.taly.activity.app.tap;

import dev.taly.activity.consume.SourceMessage;
import java.time.Duration;
import java.util.List;

/** Sees what is published to a topic, and takes nothing from anybody. Safe for any number of threads. */
public interface Tap extends AutoCloseable {
    /**
     * The next messages, some at a time; none when none came in that time.
     *
     * @param wait whole seconds, at most 20
     * @throws RuntimeException if they cannot be had now
     */
    List<SourceMessage> receive(Duration wait);

    /** How many messages were dropped, about, because more came than was taken. */
    long dropped();

    @Override
    void close();
}
