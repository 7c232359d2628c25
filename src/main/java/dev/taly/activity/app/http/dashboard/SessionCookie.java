package dev.taly.activity.app.http.dashboard;

import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Carries a session's id: out of reach of scripts and of other sites, and on loopback alone without TLS. */
final class SessionCookie {
    private final String name;
    private final String attributes;

    SessionCookie(boolean loopback) {
        // With this prefix no other host, and nobody on the way, can set one.
        name = loopback ? "activity-session" : "__Host-activity-session";
        attributes = "; Path=/; HttpOnly; SameSite=Strict" + (loopback ? "" : "; Secure");
    }

    String of(Session session) {
        return name + "=" + session.id() + attributes + "; Max-Age=" + Sessions.LENGTH.toSeconds();
    }

    String gone() {
        return name + "=" + attributes + "; Max-Age=0";
    }

    @Nullable
    String read(Request request) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }
}
