package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.OperatorOptions;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.deadletter.Amendment;
import dev.taly.activity.deadletter.Browse;
import dev.taly.activity.deadletter.Fix;
import dev.taly.activity.deadletter.Fix.Proposal;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.deadletter.LetterFilter;
import dev.taly.activity.deadletter.OperationLog.Operation;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Mends letters and sends them. */
@Command(
        name = "fix",
        description = {
            "Change dead letters, check them, and send them to the consumer.",
            "Shows what would change and asks before it sends. The letters as they were are kept in quarantine/."
        },
        footer = {
            "",
            "Examples:",
            "  activity dlq fix 3f2a91bc --edit",
            "  activity dlq fix --reason missing_field --set /tenantId=acme"
        })
final class FixCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", arity = "0..1", description = "One letter, by the start of its id.")
    private @Nullable String id;

    @Option(
            names = "--set",
            paramLabel = "/PATH=VALUE",
            description = "Put a value there: JSON under /metadata, else a text.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--remove", paramLabel = "/PATH", description = "Take away what is there.")
    private List<String> removals = new ArrayList<>();

    @Option(names = "--edit", description = "Change the one letter in $VISUAL or $EDITOR.")
    private boolean edit;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10000",
            description = "At most so many letters (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--dry-run", description = "Only show what would change.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Send without asking.")
    private boolean yes;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private StackOptions where;

    @Mixin
    private OperatorOptions operator;

    private final Console console;

    FixCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        LetterFilter wanted = wanted();
        Amendment amendment = edit ? new Editor(console) : amendment();
        if (!yes && !dryRun && !console.canAsk()) {
            throw new CommandFailure("nobody can be asked whether to send", "Add --yes, or --dry-run.");
        }
        try (DlqStack stack = where.open();
                StopSignal stop = StopSignal.listen(console);
                Browse browse = new Browse(stack.letters())) {
            stack.queueUrl();
            Fix fix = new Fix(
                    stack.consumer(), stack.quarantine(), new EventCodec(EventRules.standard()), Clock.systemUTC());
            FixSession session = new FixSession(console, json ? console.err() : console.out(), fix, browse, stop);
            List<Letter> letters = session.find(wanted, id == null ? limit : Integer.MAX_VALUE);
            if (id != null) {
                letters = only(letters, id);
            }
            boolean shown = letters.isEmpty() || showing(stack, session.shown(letters));
            List<Proposal.Valid> valid = session.propose(letters, amendment);
            Fix.Result end = new Fix.Result(0, Map.of(), "");
            if (!valid.isEmpty() && !dryRun && (yes || session.mayGo(valid.size()))) {
                end = session.send(valid);
            } else {
                console.note("Nothing was sent.");
            }
            return report(stack, end, letters.size(), valid.size(), shown, stop.getAsBoolean());
        }
    }

    private int report(DlqStack stack, Fix.Result end, int letters, int valid, boolean shown, boolean stopped) {
        boolean complete = dryRun ? valid == letters : end.sent() == letters;
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("letters", (long) letters);
        result.put("valid", (long) valid);
        result.put("sent", end.sent());
        if (!end.failures().isEmpty()) {
            result.put("failures", end.failures());
        }
        result.put("complete", complete);
        if (json || end.sent() > 0 || !end.failures().isEmpty()) {
            Results.report(console, json, result);
        }
        Results.explain(console, end.problem(), Set.of(), stopped);
        boolean recorded = end.sent() == 0 || stack.record(operator, console, Operation.FIXED, described(result));
        return complete && recorded && shown && end.problem().isEmpty() ? 0 : 1;
    }

    /** Whoever sees bodies is on record. */
    private boolean showing(DlqStack stack, List<String> letters) {
        return stack.record(operator, console, Operation.SHOWN, Map.of("letters", letters));
    }

    private static List<Letter> only(List<Letter> letters, String id) {
        List<Letter> exact =
                letters.stream().filter(letter -> letter.messageId().equals(id)).toList();
        List<Letter> chosen = exact.isEmpty() ? letters : exact;
        if (chosen.size() > 1) {
            throw new CommandFailure(chosen.size() + " dead letters have such an id", "Give more of it.");
        }
        return chosen;
    }

    private LetterFilter wanted() {
        if (limit < 1) {
            throw new CommandFailure("--limit must be at least 1", "");
        }
        if ((id == null) == filter.isEmpty()) {
            throw new CommandFailure("fix needs either a letter's id or a filter", "See `activity dlq fix --help`.");
        }
        if (edit && !(sets.isEmpty() && removals.isEmpty())) {
            throw new CommandFailure("--edit goes without --set and --remove", "");
        }
        if (edit && id == null) {
            throw new CommandFailure("an editor takes one letter", "Give its id.");
        }
        return id == null ? filter.filter(Clock.systemUTC().instant()) : FilterOptions.ofId(id);
    }

    private Amendment amendment() {
        if (sets.isEmpty() && removals.isEmpty()) {
            throw new CommandFailure("fix needs --set, --remove or --edit", "See `activity dlq fix --help`.");
        }
        try {
            List<Amendment> all = new ArrayList<>();
            removals.forEach(path -> all.add(Amendment.remove(path)));
            sets.forEach(set -> all.add(Amendment.set(set)));
            return Amendment.all(all);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "", e);
        }
    }

    /** With what was changed, though without values: they may be personal. */
    private Map<String, Object> described(Map<String, Object> result) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("filter", id == null ? filter.toString() : "id=" + id);
        details.put(
                "set",
                sets.stream()
                        .map(set -> set.substring(0, Math.max(0, set.indexOf('='))))
                        .toList());
        details.put("removed", removals);
        details.put("edited", edit);
        details.putAll(result);
        return details;
    }
}
