package dev.taly.activity.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The bucket, as S3 keeps it, and what must hold for each write. */
final class ModelBucket {
    static final int OK = 200;
    static final int BAD_DIGEST = 400;
    static final int TAKEN = 412;

    private static final JsonMapper JSON = new JsonMapper();

    private final ModelQueue queue;
    private final Findings findings;
    private final Map<String, byte[]> objects = new TreeMap<>();
    /** Key and digest of each announced object. */
    private final Set<String> announced = new HashSet<>();

    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Runnable> late = new ArrayList<>();

    ModelBucket(ModelQueue queue, Findings findings) {
        this.queue = queue;
        this.findings = findings;
    }

    /** Writes, and says with which status. */
    int put(PutObjectRequest request, byte[] body) {
        String key = request.key();
        findings.expect("*".equals(request.ifNoneMatch()), Promise.CREATE_ONLY, "%s may overwrite", key);
        findings.expect(request.checksumSHA256() != null, Promise.CREATE_ONLY, "%s has no checksum", key);
        if (request.checksumSHA256() != null && !request.checksumSHA256().equals(Digests.base64(body))) {
            return BAD_DIGEST;
        }
        if ("*".equals(request.ifNoneMatch()) && objects.containsKey(key)) {
            return TAKEN;
        }
        if (key.startsWith("receipts/")) {
            announce(body);
        } else {
            check(key, body);
        }
        objects.put(key, body);
        return OK;
    }

    /** What somebody else put there; its lines don't count. */
    void putForeign(String key) {
        objects.putIfAbsent(key, "by somebody else".getBytes(UTF_8));
    }

    /** A write that is still on its way when nobody waits for it any more. */
    void putLater(PutObjectRequest request, byte[] body) {
        late.add(() -> put(request, body));
    }

    /** Lets the first of the late writes arrive, and says whether there was one. */
    boolean land() {
        if (late.isEmpty()) {
            return false;
        }
        late.remove(0).run();
        return true;
    }

    byte @Nullable [] get(String key) {
        return objects.get(key);
    }

    /** How often that line is stored. */
    int count(String line) {
        return lines.getOrDefault(line, 0);
    }

    Set<String> lines() {
        return lines.keySet();
    }

    private void announce(byte[] receipt) {
        try {
            for (JsonNode object : JSON.readTree(receipt).path("objects")) {
                announced.add(object.path("key").asText() + " "
                        + object.path("sha256").asText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(String key, byte[] body) {
        findings.expect(
                announced.contains(key + " " + Digests.hex(body)),
                Promise.ANNOUNCED,
                "%s was written without a receipt",
                key);
        for (String line : text(body).split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            QueuedMessage message = queue.ofLine(line);
            findings.expect(message != null, Promise.ONE_LINE_OF_A_MESSAGE, "no message gives the line %s", line);
            if (message != null) {
                findings.expect(
                        key.startsWith(message.partition()),
                        Promise.OWN_TENANT,
                        "%s of %s is in %s",
                        line,
                        message,
                        key);
            }
            lines.merge(line, 1, Integer::sum);
        }
    }

    private static String text(byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
