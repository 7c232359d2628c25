package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.OperatorOptions;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.event.EventFields;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at a stack from outside, and says what is wrong with it. */
@Command(
        name = "doctor",
        description = {
            "Look at a stack from outside: what is wrong, what that means for events, and the fix.",
            "All but the last check only look; the last sends one event through, and waits for it."
        },
        footer = {
            "",
            "Exit codes: 0 all well, warnings allowed; 1 a problem; 2 something could not be looked at.",
            "",
            "Examples:",
            "  activity doctor                             the running local stack",
            "  activity doctor --stack activity-prod",
            "  activity doctor --stack activity-prod --no-canary --json"
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final int MOST_WAIT = 3_600;

    @Option(names = "--no-canary", description = "Send no event through; only look.")
    private boolean withoutCanary;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the event may take beyond the batch's window (default: ${DEFAULT-VALUE}).")
    private int wait;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private SiteOptions where;

    @Mixin
    private OperatorOptions operator;

    private final Console console;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (wait < 1 || wait > MOST_WAIT) {
            throw new CommandFailure("--wait must be 1 to 3600 seconds", "--no-canary sends no event.");
        }
        if (!EventFields.isTenantId(operator.tenant())) {
            throw new CommandFailure("--log-tenant is no tenant's name", "");
        }
        Clock clock = Clock.systemUTC();
        try (OpenSite open = where.open();
                StopSignal stop = StopSignal.listen(console);
                Progress progress = progress(open.site())) {
            List<Check> checks = new ArrayList<>(Checks.of(open.site(), clock));
            checks.add(roundTrip(clock, stop, progress));
            return examine(open, new Examination(checks));
        }
    }

    private int examine(OpenSite open, Examination examination) {
        Report report = new Report(console);
        if (json) {
            Diagnosis diagnosis = examination.of(open.site(), open.account(), finding -> {});
            console.out().println(ReportJson.of(open.site(), diagnosis));
            return diagnosis.exitCode();
        }
        report.title(open.site());
        Diagnosis diagnosis = examination.of(open.site(), open.account(), report::finding);
        report.summary(diagnosis);
        return diagnosis.exitCode();
    }

    private Check roundTrip(Clock clock, StopSignal stop, Progress progress) {
        if (withoutCanary) {
            return new LeftOut("round trip", "--no-canary");
        }
        return new CanaryCheck(
                new CanaryCheck.Means(
                        clock,
                        System::nanoTime,
                        time -> {
                            stop.sleep(time);
                            return !stop.getAsBoolean();
                        },
                        progress::at),
                new CanaryCheck.Sender(operator.tenant(), operator.who()),
                Duration.ofSeconds(wait));
    }

    private Progress progress(Site site) {
        return Progress.start(console, "event", "s", 1, withoutCanary ? 0 : site.windowSeconds() + wait);
    }
}
