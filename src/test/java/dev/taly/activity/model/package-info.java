/**
 * The whole flow on one thread, in virtual time and with faults wherever two parts meet: the real publisher, transport,
 * function, consumer, archive and dead letters between models of SNS, SQS, S3 and Lambda's event source mapping.
 *
 * <p>A {@link dev.taly.activity.model.Schedule} is one random history. Its seed decides everything in it, so a failing one
 * can be played again: {@code mvn test -Dtest=FlowModelTest -Dmodel.seed=N}. {@link dev.taly.activity.model.Promise} lists
 * what must hold in each, {@link dev.taly.activity.model.Fault} what happens meanwhile.
 */
@NullMarked
package dev.taly.activity.model;

import org.jspecify.annotations.NullMarked;
