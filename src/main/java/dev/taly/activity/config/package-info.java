/**
 * Files that people write: the privacy policy, roles, tenants, tokens. {@link dev.taly.activity.config.ConfigFile} reads JSON or
 * YAML, and a {@link dev.taly.activity.config.ConfigNode} is a value in it that knows its place, so that one error lists
 * everything that is wrong, each with where it stands.
 */
@NullMarked
package dev.taly.activity.config;

import org.jspecify.annotations.NullMarked;
