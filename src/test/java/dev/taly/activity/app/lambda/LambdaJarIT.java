package dev.taly.activity.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What the deployed jar holds and what not. The other tests of this package run from it alone. */
@Timeout(120)
@EnabledIf(value = "dev.taly.activity.app.lambda.LeanJar#isBuilt", disabledReason = "the lean jar is not built")
final class LambdaJarIT {
    private static final long MOST_BYTES = 12_000_000;

    private static final Pattern STRANGERS = Pattern.compile(
            "org/eclipse/jetty/|picocli/|io/prometheus/|org/duckdb/|org/joda/|org/junit/|dev/cel/|org/apache/"
                    + "|software/amazon/awssdk/services/(cloudformation|cloudwatch|lambda)/"
                    + "|dev/taly/activity/(local|app/cli|app/http|app/scrape|app/stack|app/worker)/"
                    + "|dev/taly/[^$]*(Test|IT|Bench)\\.class");

    @TempDir
    private Path directory;

    @Test
    void jar_isSmall() throws IOException {
        assertThat(Files.size(LeanJar.path())).isLessThan(MOST_BYTES);
    }

    @Test
    void jar_holdsNothingOfTheCommandLineOrTheTests() throws IOException {
        List<String> names;
        try (JarFile jar = new JarFile(LeanJar.path().toFile())) {
            names = jar.stream().map(ZipEntry::getName).toList();
        }
        assertThat(names.stream().filter(name -> STRANGERS.matcher(name).lookingAt()))
                .isEmpty();
        assertThat(names.contains("dev/taly/activity/app/ConsumerFunction.class"))
                .isTrue();
        assertThat(Set.copyOf(names)).as("no entry twice").hasSameSizeAs(names);
    }

    /** Where AWS is at its own address, its clients find out about regions and endpoints in ways that an emulator's do not. */
    @Test
    void clientsOfTheRealAws_missNoClass() throws Exception {
        String arn = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:keys-AbCdEf";
        Map<String, String> variables = Map.of(
                "BUCKET", "activity-log",
                "DLQ_URL", "https://sqs.eu-central-1.amazonaws.com/000000000000/dlq",
                "PSEUDONYM_KEYS", arn,
                "AWS_REGION", "eu-central-1",
                // Nobody listens there: the way to AWS ends after all that the SDK does before it.
                "JAVA_TOOL_OPTIONS", "-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=1");
        try (FunctionProcess consumer = FunctionProcess.start("Consumer", variables, directory)
                .awaitSnapshot()
                .restore()) {
            assertThat(consumer.invoke(Batches.of(Batches.small("acme", "e-1"), "no event")))
                    .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-0\"},{\"itemIdentifier\":\"m-1\"}]}");
            assertThat(consumer.log())
                    .contains("refused")
                    .doesNotContain("NoClassDefFound", "ClassNotFound", "NoSuchMethod");
        }
    }
}
