package dev.taly.activity.audit.export;

import dev.taly.activity.archive.Partition;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** The directory of an export's parts, which are laid as a tree's files are. */
final class Parts {
    private final Path directory;
    private final ExportFormat format;

    Parts(Path directory, ExportFormat format) {
        this.directory = directory;
        this.format = format;
    }

    /** Makes it, and clears away what a run left that was stopped. */
    void prepare() throws IOException {
        Files.createDirectories(tree());
        Files.deleteIfExists(written());
        Files.deleteIfExists(whole());
        try (DirectoryStream<Path> tables = Files.newDirectoryStream(directory, "activity-table-*")) {
            for (Path table : tables) {
                Durable.remove(table);
            }
        }
    }

    Path tree() {
        return directory.resolve("tree");
    }

    /** A part in the making. */
    Path written() {
        return directory.resolve("part." + format.extension());
    }

    /** The file in the making. */
    Path whole() {
        return directory.resolve("whole");
    }

    /** Where a partition's events are, once they are all there. */
    Path of(Partition partition) {
        return tree().resolve("tenant=" + partition.tenantId())
                .resolve("date=" + partition.date())
                .resolve("events." + format.extension());
    }

    /** Puts a part where it belongs; without events, there is none. */
    void keep(Partition partition, long events) throws IOException {
        Path place = of(partition);
        if (events == 0) {
            Files.deleteIfExists(written());
            Files.deleteIfExists(place);
            return;
        }
        Files.createDirectories(place.getParent());
        Durable.publish(written(), place);
    }

    /** Removes all but these, and the folders that are empty then. */
    void retain(Set<Path> wanted) throws IOException {
        try (Stream<Path> found = Files.walk(tree())) {
            for (Path path : found.sorted((a, b) -> b.compareTo(a)).toList()) {
                boolean keep = Files.isDirectory(path) ? path.equals(tree()) || !isEmpty(path) : wanted.contains(path);
                if (!keep) {
                    Files.delete(path);
                }
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }
}
