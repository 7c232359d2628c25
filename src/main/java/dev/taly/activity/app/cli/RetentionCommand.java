package dev.taly.activity.app.cli;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.archive.TenantRetention;
import dev.taly.activity.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the bucket's lifecycle rules of tenants whose events are kept for a time of their own. */
@Command(
        name = "retention",
        description = "Make the lifecycle rules of tenants with a retention of their own.",
        footer = {
            "",
            "The file: {tenants: {acme: 30, globex: 90}}, each 1 to 3652 days.",
            "",
            "Of several lifecycle rules for an object S3 takes the one that ends first,",
            "and no rule can except a prefix. So a tenant's days must be fewer than",
            "RetentionDays of the stack: set that to the longest that any tenant needs.",
            "The rules are for all that is there; the locks of objects are set when they",
            "are written, so what is there already stays until its own lock is over.",
            "",
            "Examples:",
            "  activity retention --file retention.yaml            print the rules",
            "  activity retention --file retention.yaml --write    into template.yaml"
        })
final class RetentionCommand implements Callable<Integer> {
    @Option(names = "--file", paramLabel = "FILE", required = true, description = "Each tenant's days, YAML or JSON.")
    private Path file;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            defaultValue = "template.yaml",
            description = "The stack's template (default: ${DEFAULT-VALUE}).")
    private Path template;

    @Option(names = "--write", description = "Put the rules into the template, in place of those before.")
    private boolean write;

    private final Console console;

    RetentionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        LifecycleRules rules = rules();
        if (!write) {
            console.out().print(rules.yaml(""));
            console.out().flush();
            return 0;
        }
        try {
            String before = Files.readString(template);
            String after = rules.writtenInto(before);
            if (after.equals(before)) {
                console.note(template + " has these rules already.");
            } else {
                replace(after);
                console.note(template + " has " + rules.size() + " tenants' rules now; deploy it.");
            }
            return 0;
        } catch (IOException e) {
            throw new CommandFailure("cannot change " + template + ": " + e, "Name the template with --template.", e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(template + " " + e.getMessage(), "They stand in the bucket's lifecycle rules.", e);
        }
    }

    private LifecycleRules rules() {
        try {
            return new LifecycleRules(TenantRetention.of(ConfigFile.read(file)));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    String.valueOf(e.getMessage()), "An example: {tenants: {acme: 30, globex: 90}}", e);
        }
    }

    private void replace(String text) throws IOException {
        Path target = template.toRealPath();
        Path draft = Files.createTempFile(target.toAbsolutePath().getParent(), "template", ".tmp");
        try {
            Files.writeString(draft, text);
            if (Files.getFileStore(target).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(target));
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
