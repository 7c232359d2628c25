package dev.taly.activity.app.cli.audit;

import dev.taly.activity.audit.LineSink;
import dev.taly.activity.audit.StoredLine;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Prints the first of the found events, until somebody stops it or nobody reads. */
final class Shown implements LineSink {
    private final QueryOutput output;
    private final long most;
    private final BooleanSupplier stop;
    private long count;
    private boolean more;

    /** @param most how many to print; of one more, only that it is there is noted */
    Shown(QueryOutput output, long most, BooleanSupplier stop) {
        this.output = output;
        this.most = most;
        this.stop = stop;
    }

    @Override
    public boolean accept(StoredLine line) throws IOException {
        if (count < most) {
            output.line(line);
            count++;
        } else {
            more = true;
        }
        return wantsMore();
    }

    @Override
    public boolean wantsMore() {
        return output.isOpen() && !stop.getAsBoolean();
    }

    /** How many were printed. */
    long count() {
        return count;
    }

    /** Whether there were more than it prints. */
    boolean hasMore() {
        return more;
    }
}
