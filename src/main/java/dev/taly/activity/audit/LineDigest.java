package dev.taly.activity.audit;

/**
 * What a set of ids keeps of a line. All are of SHA-256, so that nobody who chooses ids and contents can make two lines meet.
 *
 * @param high of the id, the first 64 bits
 * @param low the next 64
 * @param content 64 bits of what was sent, that is of all but the members {@code receivedAt} and {@code enrichment}, by which two
 *     copies of an event can differ; never 0
 */
record LineDigest(long high, long low, long content) {}
