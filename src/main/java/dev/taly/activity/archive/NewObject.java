package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object about to be written.
 *
 * @param key the whole key
 * @param body its bytes; not copied, so not to be changed
 * @param contentType the media type
 * @param metadata names and values of S3 user metadata, lower-case ASCII names
 * @param sha256 the digest of {@code body}
 * @param retainUntil until when a store that locks objects is to lock it; null for as long as the store says
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes go to one write; nobody compares objects by them
public record NewObject(
        String key,
        byte[] body,
        String contentType,
        Map<String, String> metadata,
        Sha256 sha256,
        @Nullable Instant retainUntil) {
    public NewObject {
        requireNonNull(key, "key is null");
        requireNonNull(body, "body is null");
        requireNonNull(contentType, "contentType is null");
        requireNonNull(sha256, "sha256 is null");
        metadata = Map.copyOf(metadata);
    }

    /** An object kept as long as the store says. */
    public NewObject(String key, byte[] body, String contentType, Map<String, String> metadata, Sha256 sha256) {
        this(key, body, contentType, metadata, sha256, null);
    }

    /** An object of those bytes, kept as long as the store says. */
    public static NewObject of(String key, byte[] body, String contentType, Map<String, String> metadata) {
        return new NewObject(key, body, contentType, metadata, Sha256.of(body));
    }
}
