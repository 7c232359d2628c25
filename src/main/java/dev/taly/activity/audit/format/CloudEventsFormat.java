package dev.taly.activity.audit.format;

import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * CloudEvents. An id is unique in its tenant, so {@code source} names the tenant. What CloudEvents don't allow in a text is
 * percent-encoded in {@code subject}; {@code data} has it as it is.
 */
final class CloudEventsFormat implements EventFormat {
    private static final String TYPE_PREFIX = "dev.taly.activity.";
    private static final String SOURCE_PREFIX = "/activity-log/tenants/";

    @Override
    public void write(StoredLine line, OutputStream out) throws IOException {
        try (JsonPiece event = new JsonPiece(line, out)) {
            event.text("specversion", "1.0")
                    .copy("id", LineField.ID)
                    .text("source", SOURCE_PREFIX + PercentText.encode(line.tenantId()))
                    .text(
                            "type",
                            TYPE_PREFIX
                                    + line.text(LineField.ACTION)
                                            .map(PercentText::encode)
                                            .orElse("unknown"));
            Optional<String> subject = subject(line);
            if (subject.isPresent()) {
                event.text("subject", subject.get());
            }
            event.copy("time", LineField.TIMESTAMP)
                    .text("datacontenttype", "application/json")
                    .raw("data", line.json());
        }
    }

    private static Optional<String> subject(StoredLine line) {
        Optional<String> id = line.text(LineField.RESOURCE_ID).map(PercentText::encode);
        return line.text(LineField.RESOURCE)
                .filter(resource -> !resource.isEmpty())
                .map(PercentText::encode)
                .map(resource -> id.map(text -> resource + "/" + text).orElse(resource));
    }
}
