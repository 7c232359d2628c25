package dev.taly.activity.app.cli.doctor;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;

/** Whether what is stored can be deleted or replaced before its time. */
final class BucketLockCheck implements Check {
    private static final int DAYS_OF_A_YEAR = 365;

    @Override
    public String subject() {
        return "object lock";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        Optional<DefaultRetention> retention = account.ask(S3Questions.lock(site))
                .filter(lock -> "Enabled".equals(lock.objectLockEnabledAsString()))
                .map(ObjectLockConfiguration::rule)
                .map(rule -> rule.defaultRetention());
        Findings findings = Findings.about(subject())
                .problem(
                        retention.isEmpty(),
                        "Objects are not locked.",
                        "Whoever may delete can delete events before their time.",
                        fix(site));
        retention.ifPresent(lock -> asAsked(findings, site, lock));
        return findings.problem(
                        !account.ask(S3Questions.versioning(site)),
                        "The bucket keeps no versions.",
                        "A lock holds versions: without them an event may be replaced.",
                        site.aws("s3api put-bucket-versioning --bucket " + site.part(S3Questions.BUCKET)
                                + " --versioning-configuration Status=Enabled"))
                .orWell(retention
                        .map(lock -> lock.modeAsString() + ", " + days(lock) + " days")
                        .orElse(""));
    }

    private static void asAsked(Findings findings, Site site, DefaultRetention lock) {
        site.text("LockMode")
                .ifPresent(mode -> findings.problem(
                        mode.equals("COMPLIANCE") && !mode.equals(lock.modeAsString()),
                        "The lock's mode is " + lock.modeAsString() + "; the stack asks for " + mode + ".",
                        "An administrator can lift the locks of new events.",
                        fix(site)));
        site.text("LockMode")
                .ifPresent(mode -> findings.warning(
                        mode.equals("GOVERNANCE") && !mode.equals(lock.modeAsString()),
                        "The lock's mode is " + lock.modeAsString() + "; the stack asks for " + mode + ".",
                        "Nobody can lift the locks of new events, on a legal order either.",
                        fix(site)));
        site.number("RetentionDays")
                .ifPresent(asked -> findings.problem(
                                days(lock) < asked,
                                "New events are locked for " + days(lock) + " days; the stack asks for " + asked + ".",
                                "They can be deleted before their time.",
                                fix(site))
                        .warning(
                                days(lock) > asked,
                                "New events are locked for " + days(lock) + " days; the stack asks for " + asked + ".",
                                "They stay, and cost, for longer than you think.",
                                fix(site)));
    }

    private static long days(DefaultRetention lock) {
        if (lock.days() != null) {
            return lock.days();
        }
        return lock.years() == null ? 0 : (long) lock.years() * DAYS_OF_A_YEAR;
    }

    private static String fix(Site site) {
        return site.aws("s3api put-object-lock-configuration --bucket " + site.part(S3Questions.BUCKET)
                + " --object-lock-configuration 'ObjectLockEnabled=Enabled,Rule={DefaultRetention={Mode="
                + site.text("LockMode").orElse("GOVERNANCE") + ",Days="
                + site.number("RetentionDays").orElse(180L) + "}}'");
    }
}
