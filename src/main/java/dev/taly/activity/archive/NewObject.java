package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * An object about to be written.
 *
 * @param key the whole key
 * @param body its bytes; not copied, so not to be changed
 * @param contentType the media type
 * @param metadata names and values of S3 user metadata, lower-case ASCII names
 * @param sha256 the digest of {@code body}
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes go to one write; nobody compares objects by them
public record NewObject(String key, byte[] body, String contentType, Map<String, String> metadata, Sha256 sha256) {
    public NewObject {
        requireNonNull(key, "key is null");
        requireNonNull(body, "body is null");
        requireNonNull(contentType, "contentType is null");
        requireNonNull(sha256, "sha256 is null");
        metadata = Map.copyOf(metadata);
    }

    /** An object of those bytes. */
    public static NewObject of(String key, byte[] body, String contentType, Map<String, String> metadata) {
        return new NewObject(key, body, contentType, metadata, Sha256.of(body));
    }
}
