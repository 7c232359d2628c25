/**
 * What {@code template.yaml} deploys, brought up on an emulator of AWS: {@link
 * dev.taly.activity.app.stack.StackResources topic, queues and bucket}, then the {@link
 * dev.taly.activity.app.stack.DeployedStack consumer behind its queue}; {@link
 * dev.taly.activity.app.stack.LocalDeployment} does both on the local AWS of this process.
 */
@NullMarked
package dev.taly.activity.app.stack;

import org.jspecify.annotations.NullMarked;
