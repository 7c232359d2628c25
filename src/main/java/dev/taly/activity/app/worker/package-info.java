/**
 * The consumer outside of Lambda: {@link dev.taly.activity.app.worker.Worker} polls the queue, hands batches to the same consumer,
 * and deletes what that says is done.
 *
 * <p>How each step can fail, and why no event is lost: a receive that fails has taken nothing, or what comes again when its
 * visibility is over. A batch whose consumer throws, or of which nothing is known, is deleted in no part. A delete that fails leaves a
 * message that is stored already: it comes again, and is then a duplicate under the same id. An extension that fails lets a
 * message come again while it is worked on: a duplicate, too. What a worker that stops has no time to settle is said, and comes again
 * when its visibility is over. A process that ends anywhere deletes nothing more, and what it held
 * comes again.
 */
@NullMarked
package dev.taly.activity.app.worker;

import org.jspecify.annotations.NullMarked;
