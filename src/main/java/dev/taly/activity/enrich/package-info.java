/**
 * What can be found out about an event. It stands beside the event, never over it, with who found it out and in which
 * version; where that failed or took too long it is absent, and counted.
 *
 * <p>An {@link dev.taly.activity.enrich.Enrichment} finds out one thing: {@link dev.taly.activity.enrich.GeoEnrichment where} an
 * address is, {@link dev.taly.activity.enrich.ClientEnrichment what} software acted, whether the {@link
 * dev.taly.activity.enrich.RoleEnrichment role} may do that, whether the actor belongs to the {@link
 * dev.taly.activity.enrich.TenantEnrichment tenant}. The {@link dev.taly.activity.enrich.Enricher} runs them over a batch, side by
 * side and within a limit of time.
 */
@NullMarked
package dev.taly.activity.enrich;

import org.jspecify.annotations.NullMarked;
