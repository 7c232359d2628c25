package dev.taly.activity.audit.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where an export goes: there whole, or not at all. */
final class Target {
    private final ExportPlan plan;

    Target(ExportPlan plan) {
        this.plan = plan;
    }

    boolean exists() {
        return Files.exists(plan.target(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes sure that it may be written. */
    void check() throws IOException {
        Path parent = plan.target().toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new ExportException(parent + " is no directory", "Make it first.");
        }
        if (!exists()) {
            return;
        }
        if (!plan.overwrite()) {
            throw new ExportException(plan.target() + " is there already", "Replace it with --overwrite.");
        }
        if (plan.tree() ? !isTree() : !Files.isRegularFile(plan.target(), LinkOption.NOFOLLOW_LINKS)) {
            throw new ExportException(
                    plan.target() + " is not what an export of this kind makes, so it is not replaced",
                    "Choose another --out.");
        }
    }

    /** Makes a finished file or tree the target. */
    void publish(Path finished) throws IOException {
        if (!plan.tree()) {
            Durable.publish(finished, plan.target());
            return;
        }
        Path old = plan.parts().resolve("old");
        if (exists()) {
            Durable.remove(old);
            Durable.publishTree(plan.target(), old);
        }
        Durable.publishTree(finished, plan.target());
    }

    long size() throws IOException {
        try (Stream<Path> files = Files.walk(plan.target())) {
            return files.map(Path::toFile)
                    .filter(java.io.File::isFile)
                    .mapToLong(java.io.File::length)
                    .sum();
        }
    }

    /** Whether nothing is in it but what an export puts there: an archive's own objects have other names. */
    private boolean isTree() throws IOException {
        if (!Files.isDirectory(plan.target(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> inside = Files.walk(plan.target())) {
            return inside.filter(each -> !Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                    .map(each -> plan.target().relativize(each).toString().replace('\\', '/'))
                    .allMatch(name -> name.matches("tenant=[^/]+/date=[^/]+/events\\.[a-z]+"));
        }
    }
}
