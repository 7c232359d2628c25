package dev.taly.activity.app.cli.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Whether anybody would hear. */
final class AlarmsCheck implements Check {
    /** A new alarm needs some of its periods; the longest is a day. */
    private static final Duration TOO_LONG = Duration.ofDays(2);

    private final Clock clock;

    AlarmsCheck(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "alarms";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        Findings findings = Findings.about(subject());
        if (site.alarms().isEmpty()) {
            return findings.warning(
                            true,
                            "The stack has no alarms.",
                            "Nobody hears if events fail, wait or are refused.",
                            "The parameter AlarmTopicArn: an SNS topic of yours that somebody listens to.")
                    .orWell("");
        }
        Map<String, MetricAlarm> there = account.ask(CloudWatchQuestions.alarms(site)).stream()
                .collect(Collectors.toMap(MetricAlarm::alarmName, Function.identity()));
        each(findings, site, there);
        return findings.orWell(site.alarms().size() + " alarms, all quiet");
    }

    private void each(Findings findings, Site site, Map<String, MetricAlarm> there) {
        String gone = names(site, name -> !there.containsKey(name));
        String silenced = names(site, name -> is(there, name, alarm -> !Boolean.TRUE.equals(alarm.actionsEnabled())));
        String unheard = names(
                site, name -> is(there, name, alarm -> alarm.alarmActions().isEmpty()));
        String ringing = names(site, name -> is(there, name, alarm -> alarm.stateValue() == StateValue.ALARM));
        Instant since = clock.instant().minus(TOO_LONG);
        String blind = names(
                site,
                name -> is(
                        there,
                        name,
                        alarm -> alarm.stateValue() == StateValue.INSUFFICIENT_DATA
                                && alarm.stateUpdatedTimestamp() != null
                                && alarm.stateUpdatedTimestamp().isBefore(since)));
        findings.problem(
                        !gone.isEmpty(),
                        "There is no alarm " + gone + ".",
                        "Nobody hears of what it was to tell.",
                        site.restore("the alarm"))
                .problem(
                        !ringing.isEmpty(),
                        "It rings: " + ringing + ".",
                        "The alarm's description says what is wrong.",
                        site.aws("cloudwatch describe-alarms --state-value ALARM --alarm-name-prefix " + site.name()))
                .problem(
                        !silenced.isEmpty(),
                        "Silenced: " + silenced + ".",
                        "They ring, and nobody hears.",
                        site.aws("cloudwatch enable-alarm-actions --alarm-names " + silenced.replace(",", "")))
                .problem(
                        !unheard.isEmpty(),
                        "Without an action: " + unheard + ".",
                        "They ring, and nobody hears.",
                        "Deploy with the parameter AlarmTopicArn.")
                .warning(
                        !blind.isEmpty(),
                        "Without data for two days: " + blind + ".",
                        "They cannot ring.",
                        "See whether what they watch is still there.");
    }

    private static boolean is(Map<String, MetricAlarm> there, String name, Predicate<MetricAlarm> so) {
        MetricAlarm alarm = there.get(name);
        return alarm != null && so.test(alarm);
    }

    private static String names(Site site, Predicate<String> which) {
        return site.alarms().stream().filter(which).sorted().collect(Collectors.joining(", "));
    }
}
