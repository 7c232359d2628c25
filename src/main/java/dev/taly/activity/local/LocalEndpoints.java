package dev.taly.activity.local;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where a running local stack is: the content of {@code DATA/local.json}, which stands there as long as the stack runs, and stays
 * behind where it was killed.
 *
 * @param httpEndpoint the HTTP door's address, where it is open
 */
public record LocalEndpoints(
        URI snsEndpoint,
        URI sqsEndpoint,
        URI s3Endpoint,
        String topicArn,
        String queueUrl,
        String dlqUrl,
        String bucket,
        String alertTopicArn,
        Optional<URI> httpEndpoint) {
    private static final String FILE = "local.json";
    private static final int CONNECT_MILLIS = 1_000;

    /**
     * Reads the file of the stack that runs on that data directory; nothing where there is none.
     *
     * @throws IllegalArgumentException if the file is there and is none of ours
     */
    public static Optional<LocalEndpoints> find(Path data) {
        Path file = data.resolve(FILE);
        try {
            JsonNode json = new JsonMapper().readTree(Files.readAllBytes(file));
            return Optional.of(new LocalEndpoints(
                    URI.create(text(json, "snsEndpoint")),
                    URI.create(text(json, "sqsEndpoint")),
                    URI.create(text(json, "s3Endpoint")),
                    text(json, "topicArn"),
                    text(json, "queueUrl"),
                    text(json, "dlqUrl"),
                    text(json, "bucket"),
                    text(json, "alertTopicArn"),
                    Optional.ofNullable(json.path("httpEndpoint").textValue()).map(URI::create)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " is not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The same with an HTTP door. */
    public LocalEndpoints withHttp(URI address) {
        return new LocalEndpoints(
                snsEndpoint,
                sqsEndpoint,
                s3Endpoint,
                topicArn,
                queueUrl,
                dlqUrl,
                bucket,
                alertTopicArn,
                Optional.of(address));
    }

    /** Whether something listens there: the file of a killed stack stays behind. */
    public boolean isReachable() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(snsEndpoint.getHost(), snsEndpoint.getPort()), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes the file, at once or not at all. */
    public void write(Path data) throws IOException {
        ObjectNode json = new JsonMapper().createObjectNode();
        json.put("snsEndpoint", snsEndpoint.toString())
                .put("sqsEndpoint", sqsEndpoint.toString())
                .put("s3Endpoint", s3Endpoint.toString())
                .put("topicArn", topicArn)
                .put("queueUrl", queueUrl)
                .put("dlqUrl", dlqUrl)
                .put("bucket", bucket)
                .put("alertTopicArn", alertTopicArn);
        httpEndpoint.ifPresent(address -> json.put("httpEndpoint", address.toString()));
        Path draft = Files.createTempFile(data, "." + FILE, ".tmp");
        Files.writeString(draft, json.toPrettyString() + "\n");
        Files.move(draft, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes the file: nothing runs any more. */
    public static void remove(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(FILE));
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(FILE + " has no " + name);
        }
        return value.textValue();
    }
}
