package dev.taly.activity.app.http.dashboard;

import dev.taly.activity.event.JsonText;
import dev.taly.activity.event.Level;
import dev.taly.activity.watch.feed.Figures;
import dev.taly.activity.watch.feed.TopName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The figures as JSON. */
final class NowJson {
    private static final int ROOM = 8 * 1024;

    private final JsonText json = new JsonText(ROOM);

    private NowJson() {}

    static String of(
            Figures figures,
            @Nullable String tenant,
            long dropped,
            Optional<QueueFigures> queues,
            List<AlertNotice> alerts) {
        NowJson now = new NowJson();
        now.json.begin('{');
        now.figures(figures, tenant);
        now.number("dropped", dropped);
        queues.ifPresent(now::queues);
        now.alerts(alerts);
        return now.json.end('}').toString();
    }

    private void figures(Figures figures, @Nullable String tenant) {
        json.member("at", figures.at().toString())
                .member("since", figures.since().toString())
                .member("tenant", tenant);
        number("total", figures.total());
        number("late", figures.late());
        number("duplicates", figures.duplicates());
        json.name("exact").json(Boolean.toString(figures.exact()));
        json.name("perSecond").begin('{');
        for (Level level : Level.values()) {
            numbers(level.wire(), figures.perSecond().getOrDefault(level, List.of()));
        }
        json.end('}');
        names("actors", figures.actors());
        names("actions", figures.actions());
        numbers("failedLogins", figures.failedLogins());
        names("failedActors", figures.failedActors());
    }

    private void queues(QueueFigures queues) {
        Instant since = queues.behindSince();
        json.name("queues").begin('{').member("at", queues.at().toString());
        number("waiting", queues.waiting());
        number("inWork", queues.inWork());
        json.member("behindSince", since == null ? null : since.toString());
        number("deadLetters", queues.deadLetters());
        json.end('}');
    }

    private void alerts(List<AlertNotice> alerts) {
        json.name("alerts").begin('[');
        for (AlertNotice alert : alerts) {
            json.begin('{')
                    .member("id", alert.id())
                    .member("at", alert.at().toString())
                    .member("severity", alert.severity().wire())
                    .member("title", alert.title())
                    .member("detail", alert.detail())
                    .member("tenant", alert.tenant())
                    .end('}');
        }
        json.end(']');
    }

    private void names(String member, List<TopName> names) {
        json.name(member).begin('[');
        for (TopName name : names) {
            json.begin('{').member("name", name.name());
            number("events", name.events());
            numbers("perMinute", name.perMinute());
            json.end('}');
        }
        json.end(']');
    }

    private void numbers(String member, List<? extends Number> numbers) {
        json.name(member).begin('[');
        numbers.forEach(number -> json.json(number.toString()));
        json.end(']');
    }

    private void number(String member, long value) {
        json.name(member).json(Long.toString(value));
    }
}
