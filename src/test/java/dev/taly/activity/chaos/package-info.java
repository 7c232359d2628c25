/**
 * The chaos run: real producers and a real topic, queue and bucket, a consumer in processes that are killed at every point of an
 * invocation, and every fault on the wire in between. Afterwards each event that {@code publish} accepted must be somewhere.
 *
 * <pre>{@code
 * mvn verify -Pchaos                                  # the long run, alone: hundreds of kills
 * mvn verify -Pchaos -Dchaos.seed=42 -Dchaos.kills=50 # one seed's schedule
 * }</pre>
 *
 * <p>A seed decides what is published, which invocation is killed and where (the seventh, say, once its second request is done), and
 * which of a fault's matching requests it takes. It does not decide which messages are in the seventh invocation, nor how
 * threads and processes interleave: the same seed is the same schedule of harm, not the same run.
 */
@NullMarked
package dev.taly.activity.chaos;

import org.jspecify.annotations.NullMarked;
