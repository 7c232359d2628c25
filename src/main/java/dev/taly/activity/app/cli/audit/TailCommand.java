package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.Wiring;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Given;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.app.tap.LeftTaps;
import dev.taly.activity.app.tap.TapFeed;
import dev.taly.activity.app.tap.TopicTap;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.audit.TimeRange;
import dev.taly.activity.consume.Preview;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/** Shows events as they are published. */
@Command(
        name = "tail",
        description = {
            "Show events as they are published.",
            "They come through a queue of its own on the topic, which is removed at the end, and",
            "are shown as the archive keeps them: protected by the privacy policy, with what is",
            "found out about them."
        },
        footer = {
            "",
            "Examples:",
            "  activity tail                                                the running local stack",
            "  activity tail --topic-arn arn:aws:sns:… --level critical,warn",
            "  activity tail --tenant acme --action user_login --outcome failure --format jsonl",
            "  activity tail --clean         removes what tails left behind that were killed"
        })
public final class TailCommand implements Callable<Integer> {
    private static final int THREADS = 4;
    private static final Duration LOOK = Duration.ofMillis(200);

    @Option(names = "--tenant", paramLabel = "TENANT", split = ",", description = "Whose events; else everybody's.")
    private List<String> tenants = new ArrayList<>();

    @Mixin
    private FilterOptions filter;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0", description = "End after so many events.")
    private long limit;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, jsonl or csv (default: ${DEFAULT-VALUE}).")
    private QueryFormat format;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            defaultValue = "${env:CONFIG_DIR}",
            description = "The consumer's files of settings; else CONFIG_DIR, else the local stack's or none.")
    private @Nullable Path config;

    @Option(
            names = "--pseudonym-keys",
            paramLabel = "ARN|FILE",
            defaultValue = "${env:PSEUDONYM_KEYS}",
            description = "To see the archive's own pseudonyms; else PSEUDONYM_KEYS, else others, each time.")
    private @Nullable String pseudonymKeys;

    @Option(names = "--clean", description = "Remove what killed tails left behind, and end.")
    private boolean clean;

    @Mixin
    private TopicOptions where;

    @Mixin
    private ReadLogOptions log;

    private final Console console;

    TailCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 0) {
            throw new CommandFailure("--limit must not be negative", "0 shows all.");
        }
        OpenTopic topic = where.open(log.topicArn());
        Clock clock = Clock.systemUTC();
        try {
            return clean ? clean(topic, clock) : show(topic, clock);
        } catch (SdkException e) {
            throw new CommandFailure(
                    "the topic cannot be looked at: " + e.getMessage(),
                    "That needs rights to make a queue named activity-tap-… and to subscribe it to the topic.",
                    e);
        }
    }

    private int clean(OpenTopic topic, Clock clock) {
        LeftTaps.Found found = LeftTaps.remove(topic.clients(), topic.arn(), clock.instant());
        console.note(
                found.queues() + found.subscriptions() == 0
                        ? "Nothing was left behind for three minutes."
                        : "Removed what was left behind: queues " + found.queues() + ", subscriptions "
                                + found.subscriptions() + ".");
        if (found.inUse() > 0) {
            console.note("Left alone, because they were in use within the last three minutes: queues " + found.inUse()
                    + ".");
        }
        return 0;
    }

    private int show(OpenTopic topic, Clock clock) throws IOException {
        Selection selection = selection();
        Preview preview = preview(topic, clock);
        try (StopSignal stop = StopSignal.listen(console);
                ReadLog.Recording recording = log.open(topic, console).begin("tail", selection, filter.asked());
                QueryOutput output = format.open(console, ZoneOffset.UTC, tenants.size() != 1)) {
            Tail tail = new Tail(output, Set.copyOf(tenants), filter.filter(), limit);
            long dropped = follow(
                    TopicTap.open(topic.clients(), topic.arn(), filter.tap(tenants), clock), preview, tail, stop);
            return recording.end(tail.report(dropped == 0)) ? 0 : 2;
        }
    }

    /** @return how many events were left out */
    private long follow(TopicTap tap, Preview preview, Tail tail, StopSignal stop) {
        try (TapFeed feed = TapFeed.start(tap, preview, tail::take, THREADS)) {
            console.note("Events come as they are published. Ctrl-C ends it.");
            long said = 0;
            while (tail.wantsMore() && !stop.getAsBoolean()) {
                stop.sleep(LOOK);
                if (feed.dropped() > said) {
                    console.note(String.format(
                            Locale.ROOT,
                            "About %,d events were left out: more came than can be shown.",
                            feed.dropped() - said));
                    said = feed.dropped();
                }
            }
            return feed.dropped();
        }
    }

    private Selection selection() {
        try {
            return tenants.isEmpty() ? Selection.ofAllTenants(TimeRange.ALL) : Selection.of(tenants, TimeRange.ALL);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--tenant: " + e.getMessage(), "", e);
        }
    }

    private Preview preview(OpenTopic topic, Clock clock) {
        Optional<LocalFiles> local = topic.data().map(LocalFiles::in);
        try {
            return Wiring.preview(
                    Given.directory(config, "--config").or(() -> local.map(LocalFiles::config)),
                    Given.flag(pseudonymKeys)
                            .or(() -> local.map(files -> files.pseudonymKeys().toString())),
                    topic.clients(),
                    clock);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "See --config and --pseudonym-keys.", e);
        }
    }
}
