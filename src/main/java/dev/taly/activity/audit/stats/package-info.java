/**
 * What the auditor's reading adds up to: {@link dev.taly.activity.audit.stats.Statistics} counts the lines that are read, in
 * bounded memory whatever they say, and {@link dev.taly.activity.audit.stats.HtmlReport} makes one page of it that needs nothing
 * else.
 */
@NullMarked
package dev.taly.activity.audit.stats;

import org.jspecify.annotations.NullMarked;
