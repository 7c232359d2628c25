/**
 * The archive: where a stored event lies, how lines become an object, and writes that never overwrite.
 *
 * <p>{@link dev.taly.activity.archive.Partition} says where, {@link dev.taly.activity.archive.JsonLines} makes the bytes,
 * {@link dev.taly.activity.archive.Archive} announces a batch's objects in a receipt and writes them, and an
 * {@link dev.taly.activity.archive.ObjectStore} keeps them: {@link dev.taly.activity.archive.S3ObjectStore} in production.
 */
@NullMarked
package dev.taly.activity.archive;

import org.jspecify.annotations.NullMarked;
