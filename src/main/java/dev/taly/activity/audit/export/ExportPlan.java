package dev.taly.activity.audit.export;

import dev.taly.activity.archive.Sha256;
import dev.taly.activity.audit.EventFilter;
import dev.taly.activity.audit.Selection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What is exported, and whereto.
 *
 * @param selection which partitions
 * @param filter which of their events
 * @param asked the filter in words: what makes this export another one than that of a different filter
 * @param format what it is made of
 * @param target the file, or the tree's directory; beside it {@code target.parts} is used
 * @param tree whether to make a directory of {@code tenant=…/date=…/events.<extension>} rather than one file
 * @param gzip whether the file is compressed; not for a tree, nor for Parquet
 * @param overwrite whether a target that is there may be replaced
 */
public record ExportPlan(
        Selection selection,
        EventFilter filter,
        String asked,
        ExportFormat format,
        Path target,
        boolean tree,
        boolean gzip,
        boolean overwrite) {
    public ExportPlan {
        if (gzip && (tree || format == ExportFormat.PARQUET)) {
            throw new IllegalArgumentException("neither a tree nor Parquet is compressed with gzip");
        }
    }

    /** Where the parts are: beside the target, so that they are on the same disk. */
    Path parts() {
        return target.resolveSibling(target.getFileName() + ".parts");
    }

    /** Two plans with the same can share parts. */
    String fingerprint() {
        String what = String.join(
                "\n",
                "1",
                selection.tenants().toString(),
                selection.range().toString(),
                asked,
                format.name(),
                String.valueOf(tree));
        return Sha256.of(what.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
