package dev.taly.activity.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.archive.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command itself, killed at random points by the operating system. */
class ExportKillIT {
    private static final long SEED = 11;
    private static final int DAYS = 150;

    @TempDir
    private Path temp;

    @Test
    void export_killedAtAnyTimeAndRunAgain_givesTheSameFile() throws Exception {
        Path data = temp.resolve("data");
        for (int day = 0; day < DAYS; day++) {
            store(data, new Partition("acme", LocalDate.of(2024, 1, 1).plusDays(day)));
        }
        Path whole = temp.resolve("whole.csv");
        assertThat(export(data, whole).waitFor()).isZero();

        Random random = new Random(SEED);
        Path out = temp.resolve("out.csv");
        int kills = 0;
        for (int run = 0; run < 3; run++) {
            Process process = export(data, out);
            kills += killedAfter(process, temp.resolve("out.csv.parts/journal.jsonl"), random.nextInt(40) + 1) ? 1 : 0;
        }
        if (Files.notExists(out)) {
            assertThat(export(data, out).waitFor()).isZero();
        }

        assertThat(kills).as("seed %d", SEED).isPositive();
        assertThat(out).as("seed %d", SEED).hasSameBinaryContentAs(whole);
        assertThat(temp.resolve("out.csv.parts")).doesNotExist();
    }

    /** Kills it once that many partitions more are in the journal, if it does not end before. */
    private static boolean killedAfter(Process process, Path journal, int more) throws Exception {
        long enough = lines(journal) + more;
        while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
            if (lines(journal) >= enough) {
                process.destroyForcibly().waitFor();
                return true;
            }
        }
        return false;
    }

    private static long lines(Path journal) throws IOException {
        try {
            return Files.readString(journal).lines().count();
        } catch (java.nio.file.NoSuchFileException e) {
            return 0;
        }
    }

    private Process export(Path data, Path out) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.taly.activity.app.cli.Activity",
                "export",
                "--data",
                data.toString(),
                "--tenant",
                "acme",
                "--format",
                "csv",
                "--out",
                out.toString());
        Path log = temp.resolve("log.txt");
        return command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static void store(Path data, Partition partition) throws IOException {
        List<String> lines = IntStream.range(0, 20)
                .mapToObj(i -> "{\"id\":\"" + partition.date() + "-" + i + "\",\"tenantId\":\"" + partition.tenantId()
                        + "\",\"actorId\":\"u-1\",\"action\":\"user_login\",\"resource\":\"session\",\"timestamp\":\""
                        + partition.date() + "T10:00:00Z\",\"level\":\"info\",\"receivedAt\":\"2024-07-01T00:00:00Z\"}")
                .toList();
        byte[] bytes = JsonLines.gzip(lines.stream());
        Path folder = Files.createDirectories(data.resolve(partition.prefix()));
        Files.write(folder.resolve(JsonLines.name(Instant.parse("2024-07-01T00:00:00Z"), Sha256.of(bytes))), bytes);
    }
}
