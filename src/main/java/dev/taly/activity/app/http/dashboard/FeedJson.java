package dev.taly.activity.app.http.dashboard;

import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.JsonText;
import dev.taly.activity.event.StoredEvent;
import dev.taly.activity.watch.feed.FeedBatch;
import dev.taly.activity.watch.feed.FeedItem;
import org.jspecify.annotations.Nullable;

/** Batches as messages of an event stream. */
final class FeedJson {
    /** A longer event comes without what makes it long. */
    private static final int MOST = 8 * 1024;

    private static final int ROOM = 16 * 1024;

    private FeedJson() {}

    static String message(FeedBatch batch) {
        JsonText json = new JsonText(ROOM)
                .begin('{')
                .name("leftOut")
                .json(Long.toString(batch.leftOut()))
                .name("missing")
                .json(Long.toString(batch.missing()))
                .name("items")
                .begin('[');
        batch.items().forEach(item -> item(json, item));
        json.end(']').end('}');
        return "id: " + batch.cursor() + "\nevent: events\ndata: " + json + "\n\n";
    }

    private static void item(JsonText json, FeedItem item) {
        String event = EventCodec.encode(item.event());
        String shortened = event.length() > MOST ? shortened(item.event()) : null;
        json.begin('{').name("seq").json(Long.toString(item.seq()));
        json.name("event").json(shortened == null ? event : shortened);
        flag(json, shortened);
        json.end('}');
    }

    private static void flag(JsonText json, @Nullable String shortened) {
        if (shortened != null) {
            json.name("shortened").json("true");
        }
    }

    private static String shortened(StoredEvent event) {
        return EventCodec.encode(new StoredEvent(
                event.event().toBuilder().metadata((JsonObject) null).build(), event.receivedAt(), null));
    }
}
