package dev.taly.activity.bench;

import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.archive.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** An archive of 100 tenants in 30 days, for reading; the same seed gives the same bytes. */
final class AuditBenchData {
    private static final int TENANTS = 100;
    private static final int DAYS = 30;
    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);
    private static final List<String> ACTIONS = List.of(
            "user_login",
            "payment_processed",
            "appointment_cancelled",
            "appointment_created",
            "report_viewed",
            "role_changed",
            "invoice_issued",
            "subscription_upgraded");

    private final Random random = new Random(7);
    private long seq;

    private AuditBenchData() {}

    /** Writes it: {@code java … AuditBenchData DIR KB MB}. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Long.parseLong(arguments[1]) * 1_000, Long.parseLong(arguments[2]) * 1_000_000);
    }

    /**
     * Writes it.
     *
     * @param bytesEach of an object, before compression
     * @param bytesInAll of all objects
     */
    static void write(Path data, long bytesEach, long bytesInAll) throws IOException {
        AuditBenchData made = new AuditBenchData();
        long written = 0;
        for (int object = 0; written < bytesInAll; object++) {
            Partition partition = new Partition("t" + object % TENANTS, FIRST.plusDays(object / TENANTS % DAYS));
            List<String> lines = new ArrayList<>();
            for (long bytes = 0;
                    bytes < bytesEach;
                    written += lines.get(lines.size() - 1).length() + 1) {
                lines.add(made.line(partition));
                bytes += lines.get(lines.size() - 1).length() + 1;
            }
            byte[] body = JsonLines.gzip(lines.stream());
            Instant writtenAt = Instant.parse(partition.date() + "T00:00:00Z").plusSeconds(86_400 + object);
            Path file = data.resolve(partition.prefix() + JsonLines.name(writtenAt, Sha256.of(body)));
            Files.createDirectories(file.getParent());
            Files.write(file, body);
        }
    }

    /** Deletes it. */
    static void delete(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }

    private String line(Partition partition) {
        int second = random.nextInt(86_400);
        String time = String.format(
                "%sT%02d:%02d:%02d.%03dZ",
                partition.date(), second / 3_600, second / 60 % 60, second % 60, random.nextInt(1_000));
        String level = random.nextInt(100) == 0 ? "critical" : random.nextInt(10) == 0 ? "warn" : "info";
        String remark = random.nextInt(50) == 0 ? " said \\\"no\\\"" : "";
        return "{\"id\":\"" + new UUID(random.nextLong(), random.nextLong()) + "\",\"tenantId\":\""
                + partition.tenantId() + "\",\"actorId\":\"user-" + random.nextInt(5_000) + "\",\"action\":\""
                + ACTIONS.get(random.nextInt(ACTIONS.size())) + "\",\"resource\":\"thing\",\"resourceId\":\"r-"
                + random.nextInt(100_000) + "\",\"timestamp\":\"" + time + "\",\"level\":\"" + level
                + "\",\"metadata\":{\"reason\":\"Client no-show at the desk\",\"amount\":" + random.nextInt(10_000)
                + ",\"note\":\"" + Long.toString(random.nextLong(), 36) + remark
                + "\",\"items\":[1,2,3]},\"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/118.0\""
                + ",\"ipAddress\":\"10." + random.nextInt(4) + "." + random.nextInt(256)
                + ".0\",\"producer\":\"p-1\",\"seq\":" + ++seq + ",\"receivedAt\":\"" + time
                + "\",\"enrichment\":{\"geo\":{\"country\":\"DE\",\"city\":\"Berlin\"},\"client\":{\"browser\":\"Chrome\","
                + "\"os\":\"Linux\"},\"privacy\":{\"policy\":\"2026-11\"}}}";
    }
}
