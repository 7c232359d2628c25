package dev.taly.activity.app.http.dashboard;

import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** What holds for every answer, and for whom none is meant. */
final class Guard {
    private static final Pattern LOOPBACK =
            Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1\\])(:[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

    /** Nothing from elsewhere, nothing inline, and no string that becomes markup or code. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    private final boolean loopback;

    Guard(boolean loopback) {
        this.loopback = loopback;
    }

    void protect(Response response) {
        response.getHeaders()
                .put("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .put("X-Content-Type-Options", "nosniff")
                .put("X-Frame-Options", "DENY")
                // Not no-referrer, which also takes the origin from our own form.
                .put("Referrer-Policy", "same-origin")
                .put("Cross-Origin-Opener-Policy", "same-origin")
                .put("Cross-Origin-Resource-Policy", "same-origin");
    }

    /** Why a request is not for us; nothing where it is. */
    Optional<Answer> refusal(Request request) {
        // A page from elsewhere whose name was made to mean this machine would count as ours in a browser.
        String host = request.getHeaders().get(HttpHeader.HOST);
        if (loopback && (host == null || !LOOPBACK.matcher(host).matches())) {
            return Optional.of(Answer.problem(421, "misdirected", "Ask for it at 127.0.0.1 or localhost."));
        }
        return isFromElsewhere(request, host)
                ? Optional.of(Answer.problem(403, "cross_site", "Another site asks in your name."))
                : Optional.empty();
    }

    private static boolean isFromElsewhere(Request request, String host) {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        boolean isPage = request.getMethod().equals("GET")
                && "/".equals(request.getHttpURI().getPath());
        if (site != null && !site.equals("same-origin") && !site.equals("none") && !isPage) {
            return true;
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        return origin != null
                && !origin.equalsIgnoreCase("http://" + host)
                && !origin.equalsIgnoreCase("https://" + host);
    }
}
