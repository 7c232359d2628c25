package dev.taly.activity.audit.format;

import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import java.io.IOException;
import java.io.OutputStream;

/** OCSF 1.8.0, for whoever reads many makers' logs. */
final class OcsfFormat implements EventFormat {
    @Override
    public void write(StoredLine line, OutputStream out) throws IOException {
        String action = line.text(LineField.ACTION).orElse("");
        try (JsonPiece event = new JsonPiece(line, out)) {
            new OcsfMapping(line, event, action, OcsfActions.of(action)).write();
        }
    }
}
