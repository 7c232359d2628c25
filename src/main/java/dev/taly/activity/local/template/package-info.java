/**
 * What {@code template.yaml} deploys, read so that the local stack is wired alike: {@link
 * dev.taly.activity.local.template.DeploymentTemplate}.
 */
@NullMarked
package dev.taly.activity.local.template;

import org.jspecify.annotations.NullMarked;
