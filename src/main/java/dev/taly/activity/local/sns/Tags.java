package dev.taly.activity.local.sns;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and checks the tags of a request. */
final class Tags {
    static final int MAX = 50;
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    private Tags() {}

    /**
     * Those of the request.
     *
     * @throws SnsException if they are not as they should be
     */
    static Map<String, String> read(QueryForm request) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (QueryForm tag : request.members("Tags")) {
            String key = tag.get("Key");
            String value = tag.get("Value");
            if (key.isEmpty() || key.length() > MAX_KEY || value.length() > MAX_VALUE || key.startsWith("aws:")) {
                throw SnsException.invalidParameter("Tags Reason: a key is 1 to 128 characters and does not start with"
                        + " aws:, a value is at most 256 characters");
            }
            if (tags.put(key, value) != null) {
                throw SnsException.invalidParameter("Duplicated keys are not allowed.");
            }
        }
        return checked(tags);
    }

    /**
     * The same tags.
     *
     * @throws SnsException if a topic cannot have so many
     */
    static Map<String, String> checked(Map<String, String> tags) {
        if (tags.size() > MAX) {
            throw SnsException.badRequest(
                    "TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");
        }
        return tags;
    }
}
