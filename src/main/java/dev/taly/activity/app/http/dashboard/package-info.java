/**
 * The dashboard: a page, and what it asks for. {@link dev.taly.activity.app.http.dashboard.Dashboard} stands before the HTTP door
 * and answers its own paths. Who watches signs in with a token; a {@code Session} knows whose events it may see, and every answer
 * keeps to that.
 */
@NullMarked
package dev.taly.activity.app.http.dashboard;

import org.jspecify.annotations.NullMarked;
