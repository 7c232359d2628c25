package dev.taly.activity.app.cli;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.event.JsonText;
import dev.taly.activity.ingest.TokenSet;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a token for the HTTP door. */
@Command(
        name = "token",
        description = "Make a token for the HTTP door. It is shown once and kept nowhere; the door gets its digest.",
        footer = {
            "",
            "Examples:",
            "  activity token --name billing --tenant acme --expires 90d --file tokens.json",
            "  activity token --name billing --json",
            "  activity token --name security --may watch --file tokens.json"
        })
final class TokenCommand implements Callable<Integer> {
    private static final int BYTES = 32;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "Who it is for; it stands in the file.")
    private String name;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "The only tenant that it may write for, or watch.")
    private @Nullable String tenant;

    @Option(names = "--expires", paramLabel = "DAYSd", description = "How many days it is good for, as 90d.")
    private @Nullable String expires;

    @Option(
            names = "--may",
            paramLabel = "WHAT",
            split = ",",
            description = "publish, watch (the dashboard) or both (default: publish).")
    private List<String> may = new ArrayList<>();

    @Option(names = "--file", paramLabel = "FILE", description = "A JSON file of tokens to add it to; made if need be.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Print token and entry as JSON.")
    private boolean json;

    private final Console console;

    TokenCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String token = "alt_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        String entry = entry(token);
        check(entry);
        if (file != null) {
            addTo(file, entry);
        }
        print(token, entry);
        return 0;
    }

    private String entry(String token) {
        JsonText entry = new JsonText(BYTES)
                .begin('{')
                .member("name", name)
                .member("sha256", TokenSet.sha256(token))
                .member("tenant", tenant)
                .member("expires", expires == null ? null : end(expires));
        if (!may.isEmpty()) {
            entry.name("may").begin('[');
            may.forEach(entry::string);
            entry.end(']');
        }
        return entry.end('}').toString();
    }

    private static String end(String days) {
        if (!days.matches("[1-9][0-9]{0,3}d")) {
            throw new CommandFailure("--expires must be a number of days, such as 90d", "");
        }
        Duration time = Duration.ofDays(Long.parseLong(days.substring(0, days.length() - 1)));
        return Clock.systemUTC()
                .instant()
                .plus(time)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /** By the rules of the file, so that they are in one place. */
    private static void check(String entry) {
        try {
            TokenSet.parse("the new entry.json", "{\"tokens\":[" + entry + "]}");
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "", e);
        }
    }

    private static void addTo(Path file, String entry) {
        try {
            new TokenFile(file).add(entry);
        } catch (IllegalArgumentException | IOException e) {
            throw new CommandFailure(
                    e instanceof IOException ? "cannot write " + file + ": " + e : String.valueOf(e.getMessage()),
                    "Nothing was changed, and the token is gone.",
                    e);
        }
    }

    private void print(String token, String entry) {
        if (json) {
            console.out().println("{\"token\":\"" + token + "\",\"entry\":" + entry + "}");
        } else {
            console.out().println("token  " + token);
            console.out().println("entry  " + entry);
        }
        console.note("Give the token to its owner now: nobody can show it again.");
        console.note(
                file == null
                        ? "Add the entry to \"tokens\" in the door's file or secret. It works within 10 s."
                        : "The entry is in " + file + ". A door that reads it takes the token within 10 s.");
    }
}
