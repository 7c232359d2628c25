package dev.taly.activity.app.cli;

import dev.taly.activity.app.PseudonymKeysFile;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.event.ActionCatalogue;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Decoded;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.event.JsonText;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.event.StoredEvent;
import dev.taly.activity.privacy.PrivacyPolicy;
import dev.taly.activity.privacy.Protected;
import dev.taly.activity.privacy.Protector;
import dev.taly.activity.privacy.PseudonymKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a policy makes of events. Nothing is sent anywhere. */
@Command(
        name = "check",
        description = {
            "Show events as a privacy policy lets them be stored, one JSON object a line.",
            "Nothing is sent or stored."
        },
        footer = {
            "",
            "It exits with 1 if an event is refused, and with 2 if the policy is wrong.",
            "",
            "Examples:",
            "  activity pii check events.jsonl                  by the policy that ships",
            "  activity pii check - --policy privacy.yaml < events.jsonl"
        })
final class PiiCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A file of JSON lines; - for standard input.")
    private String file;

    @Option(names = "--policy", paramLabel = "FILE", description = "The policy; else the one that ships.")
    private @Nullable Path policyFile;

    @Option(names = "--tenant", paramLabel = "T", description = "The tenant of events that name none.")
    private @Nullable String tenant;

    @Mixin
    private KeysOption keys;

    private final Console console;

    PiiCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        PrivacyPolicy policy = policy();
        PseudonymKeys known = keys.find(console).orElseGet(() -> {
            console.note("There are no keys: pseudonyms are made with one that is forgotten afterwards.");
            return PseudonymKeysFile.passing();
        });
        ActionCatalogue catalogue = ActionCatalogue.shipped();
        Protector protector = new Protector(policy, () -> known, catalogue);
        EventRules rules = new EventRules(catalogue, false, null, policy.needsConsent(catalogue));
        EventCodec codec = new EventCodec(rules);
        int refused = 0;
        try (InputLines lines = InputLines.open(file, console)) {
            for (InputLines.Line line = lines.next(); line != null; line = lines.next()) {
                Instant now = Instant.now();
                String id = "line-" + line.number();
                Decoded decoded = codec.decodeWith(new String(line.bytes(), StandardCharsets.UTF_8), now, event -> {
                    event.idIfAbsent(id);
                    if (tenant != null) {
                        event.tenantIdIfAbsent(tenant);
                    }
                });
                if (decoded instanceof Decoded.Accepted accepted) {
                    print(protector, rules, accepted.event(), now);
                } else {
                    refused++;
                    Rejection why = ((Decoded.Rejected) decoded).rejection();
                    console.note("line " + line.number() + ": " + why.code().wire() + " " + why.pointer() + " "
                            + why.message());
                }
            }
        }
        return refused == 0 ? 0 : 1;
    }

    private PrivacyPolicy policy() {
        try {
            return policyFile == null ? PrivacyPolicy.shipped() : PrivacyPolicy.of(ConfigFile.read(policyFile));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    String.valueOf(e.getMessage()), "`activity pii policy` prints one that is right.", e);
        }
    }

    private void print(Protector protector, EventRules rules, ActivityEvent event, Instant now) {
        Protected safe =
                protector.protect(event.toBuilder().level(rules.levelOf(event)).build());
        JsonText enrichment = new JsonText(128)
                .begin('{')
                .name("privacy")
                .json(safe.note().json())
                .end('}');
        console.out().println(EventCodec.encode(new StoredEvent(safe.event(), now, enrichment.toObject())));
    }
}
