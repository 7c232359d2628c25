package dev.taly.activity.app.cli.cost;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A bill for people, at most 80 columns wide. */
final class CostTable {
    private final PrintWriter out;

    CostTable(PrintWriter out) {
        this.out = out;
    }

    void print(Bill bill, List<Bill> windows, Bill largest) {
        row("", "a month", "$ a month");
        for (Bill.Part part : Bill.Part.values()) {
            if (bill.items().stream().anyMatch(item -> item.part() == part)) {
                row(part.title(), "", money(bill.dollars(part)));
                bill.items().stream().filter(item -> item.part() == part).forEach(this::item);
            }
        }
        row("Total", "", money(bill.total()));
        row("For a million events", "", money(bill.perMillionEvents()));
        Batches batches = bill.batches();
        out.println();
        out.println(number(batches.events()) + " events a batch, " + number(batches.eventsPerObject()) + " an object.");
        out.println();
        columns("window  ", "events/batch", "events/object", "$ S3 PUT", "$ a month");
        windows.forEach(this::window);
        if (largest.batches().events() > batches.events()) {
            out.println();
            out.println("Here batches are full before the window is over. With --batch-size "
                    + largest.workload().batching().size() + ":");
            window(largest);
        }
    }

    private void item(Bill.Item item) {
        row("  " + item.name(), number(item.count()), money(item.dollars()));
    }

    private void window(Bill bill) {
        columns(
                bill.workload().batching().windowSeconds() + " s",
                number(bill.batches().events()),
                number(bill.batches().eventsPerObject()),
                money(bill.dollars(Price.S3_PUT)),
                money(bill.total()));
    }

    private void row(String name, String count, String dollars) {
        out.println(String.format(Locale.ROOT, "%-40s %20s %15s", name, count, dollars));
    }

    private void columns(String window, String batch, String object, String puts, String dollars) {
        out.println(String.format(Locale.ROOT, "%10s %15s %15s %15s %15s", window, batch, object, puts, dollars));
    }

    private static String money(double dollars) {
        return String.format(Locale.ROOT, "%,.2f", dollars);
    }

    private static String number(double count) {
        return count < 100 ? String.format(Locale.ROOT, "%.1f", count) : String.format(Locale.ROOT, "%,.0f", count);
    }
}
