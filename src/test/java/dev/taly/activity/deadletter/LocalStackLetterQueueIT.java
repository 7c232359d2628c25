package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.LocalStackServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class LocalStackLetterQueueIT extends LetterQueueContractTest {
    private static @Nullable LocalStackServer server;
    private static @Nullable QueueMaker queues;

    @BeforeAll
    static void start() {
        server = LocalStackServer.startOrSkip("sqs");
        queues = new QueueMaker(server.endpoint(), server.region());
    }

    @AfterAll
    static void stop() {
        if (queues != null) {
            queues.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Override
    Ends emptyQueue() {
        return requireNonNull(queues).emptyQueue();
    }
}
