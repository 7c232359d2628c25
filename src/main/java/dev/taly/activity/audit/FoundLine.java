package dev.taly.activity.audit;

/**
 * A chosen line.
 *
 * @param line the line
 * @param digest what tells it from others
 */
record FoundLine(StoredLine line, LineDigest digest) {}
