package dev.taly.activity.app.http;

import org.junit.jupiter.api.AfterEach;

/** The door on its own server, by a client that knows nothing but sockets. */
final class ServerDoorIT extends DoorContractTest {
    private final HttpServer server = HttpServer.start(door, "127.0.0.1", 0);

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    Reply send(Call call) {
        return RawClient.exchange(server.address(), call);
    }
}
