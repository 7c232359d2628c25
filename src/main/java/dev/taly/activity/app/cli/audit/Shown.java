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

    Shown(QueryOutput output, long most, BooleanSupplier stop) {
        this.output = output;
        this.most = most;
        this.stop = stop;
    }

    @Override
    public boolean accept(StoredLine line) throws IOException {
        if (count < most) {
            try {
                output.line(line);
            } catch (OutputClosedException e) {
                return false;
            }
            count++;
        }
        return !stop.getAsBoolean();
    }

    long count() {
        return count;
    }
}
