package dev.taly.activity.app;

import dev.taly.activity.ingest.DoorFigures;
import dev.taly.activity.ingest.DoorWatch;
import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import dev.taly.activity.watch.metrics.MetricSink;
import java.util.Map;

/** Makes figures of what the HTTP door answers. */
record MeteredDoor(MetricSink sink) implements DoorWatch {
    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public void answered(int status, DoorFigures figures) {
        Measurements.Builder measured = Measurements.builder()
                .add(Metric.HTTP_EVENTS_ACCEPTED, figures.accepted())
                .add(Metric.HTTP_REQUESTS, Map.of(status / 100 + "xx", 1L))
                .add(Metric.HTTP_EVENTS_REFUSED, figures.refused());
        if (status == TOO_MANY_REQUESTS) {
            measured.add(Metric.HTTP_RATE_LIMITED, 1);
        }
        figures.publishTime().ifPresent(time -> measured.add(Metric.HTTP_PUBLISH_TIME, time));
        sink.take(measured.build());
    }
}
