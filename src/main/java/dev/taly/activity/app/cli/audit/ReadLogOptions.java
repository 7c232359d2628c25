package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Given;
import dev.taly.activity.app.cli.shell.OperatorOptions;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.publish.SnsTransport;
import dev.taly.activity.publish.Transport;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who reads, and where that is recorded: every reading is an activity, too. */
final class ReadLogOptions {
    private static final String ALLOWED = "allowed";

    @Mixin
    private OperatorOptions operator;

    @Option(
            names = "--topic-arn",
            paramLabel = "ARN",
            defaultValue = "${env:ACTIVITY_TOPIC_ARN}",
            description = "The topic that it is published to; else ACTIVITY_TOPIC_ARN, else the local stack's.")
    private @Nullable String topicArn;

    @Option(
            names = "--quiet-audit",
            description = "Leave no record of this reading. Only where ACTIVITY_QUIET_AUDIT is \"allowed\".")
    private boolean quiet;

    /**
     * Makes sure that the reading can be recorded, before anything is read.
     *
     * @throws CommandFailure if it must be recorded and there is no way to
     */
    ReadLog open(OpenArchive archive, Console console) {
        if (isQuiet()) {
            return log(Optional.empty(), console);
        }
        Optional<Transport> topic = topic(archive);
        if (topic.isEmpty() && archive.directory().isEmpty()) {
            throw new CommandFailure(
                    "a reading of the bucket must be recorded, and no topic is known",
                    "Name the stack's with --topic-arn or ACTIVITY_TOPIC_ARN.");
        }
        return log(topic, console);
    }

    /** The same where the topic is known. */
    ReadLog open(OpenTopic topic, Console console) {
        return log(isQuiet() ? Optional.empty() : Optional.of(topic.transport()), console);
    }

    /** The topic that is named; nothing for the local stack's. */
    Optional<String> topicArn() {
        return Given.flag(topicArn);
    }

    private boolean isQuiet() {
        if (quiet && !ALLOWED.equals(System.getenv("ACTIVITY_QUIET_AUDIT"))) {
            throw new CommandFailure(
                    "--quiet-audit is not allowed here", "Who may decide that, sets ACTIVITY_QUIET_AUDIT=allowed.");
        }
        return quiet;
    }

    private ReadLog log(Optional<Transport> topic, Console console) {
        return new ReadLog(topic, operator.tenant(), operator.who(), console);
    }

    private Optional<Transport> topic(OpenArchive archive) {
        if (topicArn().isPresent()) {
            return Optional.of(named(topicArn().get(), archive.clients()));
        }
        return archive.directory().flatMap(ReadLogOptions::localStack);
    }

    private static Transport named(String arn, Optional<AwsClients> clients) {
        try {
            String region = SnsTransport.regionOf(arn);
            return clients.<Transport>map(
                            aws -> new SnsTransport(aws.inRegion(region).sns(), arn))
                    .orElseGet(() -> SnsTransport.of(arn));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    String.valueOf(e.getMessage()), "--topic-arn takes arn:aws:sns:REGION:ACCOUNT:NAME.", e);
        }
    }

    /** The topic of the stack that runs on that directory. A copy of a bucket has none, and nowhere to record its reading. */
    private static Optional<Transport> localStack(Path directory) {
        try {
            return LocalEndpoints.find(directory)
                    .filter(LocalEndpoints::isReachable)
                    .map(local -> new SnsTransport(
                            AwsClients.ofEmulator(local.snsEndpoint(), SnsTransport.regionOf(local.topicArn()))
                                    .sns(),
                            local.topicArn()));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new CommandFailure(
                    "local.json in " + directory + " is no file of a local stack: " + e.getMessage(),
                    "Start the local stack again: it writes the file.",
                    e);
        }
    }
}
