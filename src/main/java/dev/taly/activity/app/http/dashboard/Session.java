package dev.taly.activity.app.http.dashboard;

import dev.taly.activity.ingest.Watcher;
import dev.taly.activity.watch.feed.Viewer;
import java.time.Instant;

/**
 * Somebody who signed in.
 *
 * @param id what its cookie says
 * @param watcher who
 * @param sha256 the token's digest, by which it is asked again and again whether that is still good
 * @param expires when it ends in any case
 */
record Session(String id, Watcher watcher, String sha256, Instant expires) {
    Viewer viewer() {
        return new Viewer(watcher.tenant());
    }
}
