package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.taly.activity.event.EventTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A batch's announcement of the objects that it is about to write, itself an object, written before them: whatever lies in
 * {@code events/} and is in no receipt was put there by somebody else. An announced object that never came means that its
 * batch failed, so its messages were not acknowledged and came again.
 *
 * @param batchId one try at one batch, 1 to 128 of {@code A-Za-z0-9_.:-}
 * @param writeTime when it was written, by the service's clock; its hour decides the folder
 * @param objects what is announced, at least one
 */
public record Receipt(String batchId, Instant writeTime, List<Announced> objects) {
    /** Every receipt's key starts with it. */
    public static final String ROOT = "receipts/";

    private static final int VERSION = 1;
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("uuuu-MM-dd/HH").withZone(ZoneOffset.UTC);
    private static final Pattern BATCH_ID = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

    public Receipt {
        requireNonNull(writeTime, "writeTime is null");
        objects = List.copyOf(objects);
        if (!BATCH_ID.matcher(batchId).matches()) {
            throw new IllegalArgumentException("batchId must be 1 to 128 characters of A-Z a-z 0-9 _ . : -");
        }
        if (objects.isEmpty()) {
            throw new IllegalArgumentException("a receipt announces at least one object");
        }
    }

    /** {@code receipts/<YYYY-MM-DD>/<HH>/<write time>-<batch id>.json}. */
    public String key() {
        return ROOT + FOLDER.format(writeTime) + "/" + JsonLines.writeTime(writeTime) + "-" + batchId + ".json";
    }

    /** The JSON text, UTF-8. */
    public byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("version", VERSION);
            out.writeStringField("batchId", batchId);
            out.writeStringField("writtenAt", EventTime.of(writeTime).toString());
            out.writeArrayFieldStart("objects");
            for (Announced object : objects) {
                out.writeStartObject();
                out.writeStringField("key", object.key());
                out.writeStringField("sha256", object.sha256().hex());
                out.writeNumberField("bytes", object.bytes());
                out.writeNumberField("count", object.count());
                out.writeStringField("first", object.first().toString());
                out.writeStringField("last", object.last().toString());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }
}
