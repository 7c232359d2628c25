package dev.taly.activity.app.cli.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** What CloudWatch is asked. */
final class CloudWatchQuestions {
    static final String ALARMS = "Alarms";

    private static final Duration LATELY = Duration.ofMinutes(15);
    private static final int MINUTE = 60;

    private CloudWatchQuestions() {}

    /** By their names, because a right to some alarms is none to look for others. */
    static Question<List<MetricAlarm>> alarms(Site site) {
        return Question.of(
                "cloudwatch:DescribeAlarms",
                ALARMS,
                aws -> aws
                        .cloudWatch()
                        .describeAlarmsPaginator(describe -> describe.alarmNames(site.alarms()))
                        .metricAlarms()
                        .stream()
                        .toList());
    }

    /** How old the oldest message of that queue was at most, within the last quarter of an hour, in seconds. */
    static Question<OptionalDouble> oldest(Site site, String queue, Instant now) {
        String name = site.nameOf(queue);
        return Question.of(
                "cloudwatch:GetMetricStatistics",
                "*",
                aws -> aws
                        .cloudWatch()
                        .getMetricStatistics(get -> get.namespace("AWS/SQS")
                                .metricName("ApproximateAgeOfOldestMessage")
                                .dimensions(Dimension.builder()
                                        .name("QueueName")
                                        .value(name)
                                        .build())
                                .startTime(now.minus(LATELY))
                                .endTime(now)
                                .period(MINUTE)
                                .statistics(Statistic.MAXIMUM))
                        .datapoints()
                        .stream()
                        .mapToDouble(Datapoint::maximum)
                        .max());
    }
}
