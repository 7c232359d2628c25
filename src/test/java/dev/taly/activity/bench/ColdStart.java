package dev.taly.activity.bench;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.runtime.Launch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Cold starts of the functions from the lean jar, beside floors under the same runtime, in turns. Each is a JVM of its own with
 * the flags that Lambda gives one: serial collector, the first compiler only, the JDK's shared classes. S3 is the embedded one,
 * over plain HTTP; pseudonym keys are a file. Medians in milliseconds.
 *
 * <p>{@code mvn -q package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath}, then {@code java -cp
 * "target/test-classes:target/classes:$(cat target/classpath)" -Dsun.net.httpserver.nodelay=true
 * dev.taly.activity.bench.ColdStart 11}.
 */
public final class ColdStart {
    private static final String APP = "dev.taly.activity.app.";
    private static final String STORED = "{\"batchItemFailures\":[]}";
    private static final int EVENTS = 10;
    private static final int WARM_UP = 20;
    private static final int WARM = 40;
    private static final int IDLE_MILLIS = 5_000;

    private final Map<String, String> environment = new HashMap<>();
    private final Path logs;
    private final Path classes;
    private final Path jar;
    private final Map<String, List<Double>> times = new LinkedHashMap<>();
    private int batches;

    private ColdStart(Path logs, Path classes, Path jar) {
        this.logs = logs;
        this.classes = classes;
        this.jar = jar;
    }

    /** Measures as many rounds as the argument says. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 11;
        Path directory = Files.createTempDirectory("cold-start");
        Path jar = Path.of(System.getProperty("lambda.jar", "target/activity-logger-lambda.jar"))
                .toAbsolutePath();
        ColdStart bench = new ColdStart(
                Files.createDirectories(directory.resolve("logs")), floors(directory.resolve("floors")), jar);
        System.out.printf(
                Locale.ROOT,
                "Java %s, %d rounds, %s of %.2f MB%n",
                Runtime.version(),
                rounds,
                jar.getFileName(),
                Files.size(jar) / 1e6);
        try (LocalAws aws = LocalAws.start(directory.resolve("data"), "activity-log", 0);
                SqsClient sqs =
                        AwsClients.ofEmulator(aws.endpoint(), LocalAws.REGION).sqs()) {
            String queue = sqs.createQueue(create -> create.queueName("dlq")).queueUrl();
            bench.environment.putAll(Map.of(
                    "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                    "BUCKET", "activity-log",
                    "DLQ_URL", queue,
                    "UNDELIVERED_URL", queue,
                    "TOPIC_ARN", "arn:aws:sns:us-east-1:000000000000:events",
                    "ALERT_TOPIC_ARN", "arn:aws:sns:us-east-1:000000000000:alerts",
                    "ALERT_STATES_BUCKET", "activity-alerts",
                    "TOKENS_SECRET_ARN", "arn:aws:secretsmanager:us-east-1:000000000000:secret:tokens",
                    "PSEUDONYM_KEYS",
                            LocalFiles.in(directory.resolve("files"))
                                    .pseudonymKeys()
                                    .toString(),
                    "METRICS_STACK", "bench"));
            // The first round reads the files for the others, and is forgotten.
            bench.round();
            bench.times.clear();
            for (int i = 0; i < rounds; i++) {
                bench.round();
            }
        }
        bench.report();
        System.exit(0);
    }

    /** The floors' classes alone, so that their class path is as short as it can be. */
    private static Path floors(Path directory) throws IOException {
        for (Class<?> floor : List.of(BareHandler.class, BareS3Handler.class)) {
            String name = floor.getName().replace('.', '/') + ".class";
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            try (InputStream in = requireNonNull(floor.getResourceAsStream("/" + name), name)) {
                Files.write(file, in.readAllBytes());
            }
        }
        return directory;
    }

    private void round() throws Exception {
        start("bare", floor(BareHandler.class, classes));
        for (String function : List.of("ConsumerFunction", "IngestFunction", "QuarantineFunction", "AlertFunction")) {
            start(function, function(function));
        }
        try (ColdProcess bare = new ColdProcess(floor(BareS3Handler.class, classes, jar))) {
            add("first: SDK puts one object", bare.answered(batch(), "0"));
        }
        try (ColdProcess consumer = new ColdProcess(function("ConsumerFunction"))) {
            add("first: consumer stores 10", consumer.answered(batch(), STORED));
        }
        try (ColdProcess consumer = new ColdProcess(function("ConsumerFunction").withSnapshot())) {
            add("restored: hook", consumer.restored());
            add("restored: first batch", consumer.invoke(batch(), STORED));
            add("restored: second batch", consumer.invoke(batch(), STORED));
            for (int i = 0; i < WARM_UP; i++) {
                consumer.invoke(batch(), STORED);
            }
            List<Double> warm = new ArrayList<>();
            for (int i = 0; i < WARM; i++) {
                warm.add(consumer.invoke(batch(), STORED));
            }
            add("restored: warm batch", median(warm));
            // As long as the embedded S3 had nothing to do before the first.
            Thread.sleep(IDLE_MILLIS);
            add("restored: warm after a rest", consumer.invoke(batch(), STORED));
        }
    }

    private void start(String name, Launch launch) throws Exception {
        try (ColdProcess process = new ColdProcess(launch)) {
            add("init: " + name, process.ready());
        }
    }

    private Launch floor(Class<?> handler, Path... classPath) {
        return launch(handler.getName()).from(classPath);
    }

    private Launch function(String name) {
        return launch(APP + name).from(jar);
    }

    private Launch launch(String type) {
        return Launch.of("bench", type + "::handleRequest", environment, logs);
    }

    private byte[] batch() {
        batches++;
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> """
                        {"messageId":"m-%d","receiptHandle":"%s","body":"%s","attributes":{"SentTimestamp":"1711629930007"},\
                        "messageAttributes":{}}""".formatted(i, "AQEB".repeat(60), event(i).replace("\"", "\\\"")))
                .collect(Collectors.joining(",", "{\"Records\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String event(int number) {
        return """
            {"id":"%d-%d-%d","tenantId":"acme","actorId":"user-7f3c9a52","action":"appointment_cancelled",\
            "resource":"appointment","resourceId":"appointment-5d1f","timestamp":"2024-03-28T12:45:30.120Z",\
            "metadata":{"reason":"Client no-show","contact":"+1 212 555 0123","fee":12.50},\
            "userAgent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0",\
            "ipAddress":"203.0.113.7"}""".formatted(ProcessHandle.current().pid(), batches, number);
    }

    private void add(String name, double millis) {
        times.computeIfAbsent(name, key -> new ArrayList<>()).add(millis);
    }

    private void report() {
        times.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "%-28s %8.1f   (%.1f to %.1f)%n",
                name,
                median(all),
                all.stream().mapToDouble(time -> time).min().orElse(0),
                all.stream().mapToDouble(time -> time).max().orElse(0)));
        for (String function : List.of("ConsumerFunction", "IngestFunction", "QuarantineFunction", "AlertFunction")) {
            ratio("init: " + function, "init: bare", 1.3);
        }
        ratio("first: consumer stores 10", "first: SDK puts one object", 1.5);
        ratio("restored: first batch", "restored: warm batch", 1.3);
        ratio("restored: second batch", "restored: warm batch", 1.3);
        ratio("restored: first batch", "restored: warm after a rest", 1.3);
    }

    private void ratio(String name, String floor, double goal) {
        double ratio = median(times.getOrDefault(name, List.of())) / median(times.getOrDefault(floor, List.of()));
        System.out.printf(
                Locale.ROOT,
                "%-28s %8.2f x %s, %s %.1f%n",
                name,
                ratio,
                floor,
                ratio <= goal ? "at most" : "MORE THAN",
                goal);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(value -> value).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
