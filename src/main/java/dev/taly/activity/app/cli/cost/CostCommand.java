package dev.taly.activity.app.cli.cost;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what the deployed stack costs a month, and what another window would. */
@Command(
        name = "cost",
        description = "Say what the stack on AWS costs a month, and what another window would.",
        footer = {
            "",
            "A model, not an offer: prices of us-east-1 of 2026-11 without free tiers, a",
            "30-day month, and a store as full as the retention lets it be. It takes",
            "events as evenly spread over the day, publishers that send ten at once, and",
            "tenants of the same size, which is the dearest case (--skew for others).",
            "Each tenant of a batch gets an object, so the fuller the batches, the less is",
            "paid for S3 PUT. Lambda gathers five batches at once. Reading is left out.",
            "",
            "A file of prices names those that differ; --json shows all names:",
            "  s3PerMillionPuts: 5.40",
            "",
            "Example:",
            "  activity cost --events-per-day 1000000 --tenants 100 --window 60"
        })
public final class CostCommand implements Callable<Integer> {
    private static final List<Integer> WINDOWS = List.of(1, 5, 20, 60, 300);
    private static final String HINT = "activity cost --help shows an example.";

    @Option(names = "--events-per-day", paramLabel = "N", required = true, description = "Events a day, all tenants.")
    private double eventsPerDay;

    @Option(names = "--tenants", paramLabel = "N", defaultValue = "100", description = "Tenants (default: 100).")
    private int tenants;

    @Option(
            names = "--skew",
            paramLabel = "S",
            defaultValue = "0",
            description = "Tenant i has a share like 1/i^S: 0 all the same (default), 1 Zipf.")
    private double skew;

    @Option(names = "--window", paramLabel = "SECONDS", description = "The batching window (default: the template's).")
    private @Nullable Integer window;

    @Option(names = "--batch-size", paramLabel = "N", description = "Most events of a batch (default: the template's).")
    private @Nullable Integer batchSize;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Batches worked on at once at most (default: the template's).")
    private @Nullable Integer concurrency;

    @Option(
            names = "--bytes",
            paramLabel = "N",
            defaultValue = "540",
            description = "Bytes of an event as sent (default: 540).")
    private int bytes;

    @Option(names = "--retention", paramLabel = "DAYS", description = "Days events are kept (default: the template's).")
    private @Nullable Integer retention;

    @Option(
            names = "--http-share",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "Percent of events over the HTTP door, one a request (default: 0).")
    private int httpShare;

    @Option(names = "--no-alerts", description = "Without the alerts (parameter Alerts: off).")
    private boolean noAlerts;

    @Option(names = "--prices", paramLabel = "FILE", description = "Your own prices, YAML or JSON.")
    private @Nullable Path prices;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Console console;

    CostCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Deployment deployment = Deployment.shipped();
        Workload workload = workload(deployment);
        Prices list = prices();
        CostModel model = new CostModel(deployment, list);
        Bill bill = model.bill(workload);
        List<Bill> windows = Stream.concat(
                        WINDOWS.stream(), Stream.of(workload.batching().windowSeconds()))
                .distinct()
                .sorted()
                .filter(seconds -> seconds > 0 || workload.batching().size() <= 10)
                .map(seconds -> model.bill(workload.with(workload.batching().withWindow(seconds))))
                .toList();
        Batching batching = workload.batching();
        Bill largest = model.bill(
                batching.windowSeconds() == 0 ? workload : workload.with(batching.withSize(Batching.MAX_SIZE)));
        if (json) {
            console.out().println(new CostJson(list).of(bill, windows, largest));
        } else {
            new CostTable(console.out()).print(bill, windows, largest);
        }
        console.out().flush();
        if (bill.batches().atOnce() > batching.concurrency()) {
            console.note(String.format(
                    Locale.ROOT,
                    "note: the consumer would fall behind: this needs %.0f batches at once, and --concurrency is %d.",
                    Math.ceil(bill.batches().atOnce()),
                    batching.concurrency()));
        }
        return 0;
    }

    private Workload workload(Deployment deployment) {
        Batching usual = deployment.batching();
        try {
            return new Workload(
                    eventsPerDay,
                    new Tenants(tenants, skew),
                    bytes,
                    httpShare,
                    given(retention, deployment.retentionDays()),
                    !noAlerts,
                    new Batching(
                            given(batchSize, usual.size()),
                            given(window, usual.windowSeconds()),
                            given(concurrency, usual.concurrency())));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), HINT, e);
        }
    }

    private Prices prices() {
        Prices shipped = Prices.shipped();
        if (prices == null) {
            return shipped;
        }
        try {
            return shipped.with(ConfigFile.read(prices));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "An example: {s3PerMillionPuts: 5.40}", e);
        }
    }

    private static int given(@Nullable Integer value, int otherwise) {
        return Optional.ofNullable(value).orElse(otherwise);
    }
}
