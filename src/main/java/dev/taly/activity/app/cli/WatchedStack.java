package dev.taly.activity.app.cli;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.publish.SnsTransport;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a dashboard looks at.
 *
 * @param clients of the account and region
 * @param queueUrl the consumer's queue; with {@code dlqUrl}, or nothing
 * @param bucket the archive; nothing for no search
 * @param config the consumer's files of settings
 * @param pseudonymKeys the archive's, to see its pseudonyms
 */
record WatchedStack(
        AwsClients clients,
        String topicArn,
        Optional<String> queueUrl,
        Optional<String> dlqUrl,
        Optional<String> bucket,
        Optional<Path> config,
        Optional<String> pseudonymKeys) {
    /** A local stack. */
    static WatchedStack of(LocalEndpoints at, LocalFiles files) {
        return of(AwsClients.ofEmulator(at.snsEndpoint(), SnsTransport.regionOf(at.topicArn())), at, files);
    }

    /** The same through those clients. */
    static WatchedStack of(AwsClients clients, LocalEndpoints at, LocalFiles files) {
        return new WatchedStack(
                clients,
                at.topicArn(),
                Optional.of(at.queueUrl()),
                Optional.of(at.dlqUrl()),
                Optional.of(at.bucket()),
                Optional.of(files.config()),
                Optional.of(files.pseudonymKeys().toString()));
    }
}
