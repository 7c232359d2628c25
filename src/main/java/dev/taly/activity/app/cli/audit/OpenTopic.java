package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.publish.SnsTransport;
import dev.taly.activity.publish.Transport;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A topic to look at.
 *
 * @param clients of its account and region
 * @param data the directory of the local stack, if it is that one's
 */
record OpenTopic(AwsClients clients, String arn, Optional<Path> data) {
    Transport transport() {
        return new SnsTransport(clients.sns(), arn);
    }
}
