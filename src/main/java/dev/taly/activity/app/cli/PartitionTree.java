package dev.taly.activity.app.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The partitions of an archive drawn as a tree, in 80 columns. */
final class PartitionTree {
    private static final int MAX_PARTITIONS = 24;
    private static final String ROW = "  %-48s %7s %9s %11s";

    private final Map<String, Map<String, ArchiveCount.Tally>> tenants = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();
    private int left = MAX_PARTITIONS;

    private PartitionTree(ArchiveCount stored) {
        stored.partitions().forEach((partition, tally) -> {
            int slash = partition.indexOf('/');
            tenants.computeIfAbsent(partition.substring(0, slash), tenant -> new TreeMap<>())
                    .put(partition.substring(slash + 1), tally);
        });
    }

    static List<String> draw(ArchiveCount stored) {
        PartitionTree tree = new PartitionTree(stored);
        tree.lines.add(String.format(ROW, "events/", "objects", "events", "bytes"));
        tree.drawTenants();
        int hidden = stored.partitions().size() - MAX_PARTITIONS;
        if (hidden > 0) {
            tree.lines.add(String.format(Locale.ROOT, "  … and %,d more partitions", hidden));
        }
        tree.lines.add(row("in all", stored.all()));
        return tree.lines;
    }

    private void drawTenants() {
        Iterator<Map.Entry<String, Map<String, ArchiveCount.Tally>>> all =
                tenants.entrySet().iterator();
        while (all.hasNext() && left > 0) {
            Map.Entry<String, Map<String, ArchiveCount.Tally>> tenant = all.next();
            boolean last = !all.hasNext();
            lines.add("  " + (last ? "└── " : "├── ") + tenant.getKey() + "/");
            drawDates(last ? "    " : "│   ", tenant.getValue());
        }
    }

    private void drawDates(String indent, Map<String, ArchiveCount.Tally> dates) {
        Iterator<Map.Entry<String, ArchiveCount.Tally>> all = dates.entrySet().iterator();
        while (all.hasNext() && left > 0) {
            left--;
            Map.Entry<String, ArchiveCount.Tally> date = all.next();
            lines.add(row(indent + (all.hasNext() ? "├── " : "└── ") + date.getKey() + "/", date.getValue()));
        }
    }

    private static String row(String name, ArchiveCount.Tally tally) {
        return String.format(
                Locale.ROOT, ROW, name, number(tally.objects()), number(tally.lines()), number(tally.bytes()));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
