package dev.taly.activity.app.cli.doctor;

import java.util.List;

/** Whether the last deployment went through. */
final class StackCheck implements Check {
    @Override
    public String subject() {
        return "stack";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        String status = site.status().orElse("");
        return Findings.about(subject())
                .warning(
                        status.endsWith("_IN_PROGRESS"),
                        "It is being changed: " + status + ".",
                        "What is said below may be over in a moment.",
                        "Ask again when it is over.")
                .problem(
                        status.contains("FAILED") || status.equals("ROLLBACK_COMPLETE"),
                        "The last deployment failed: " + status + ".",
                        "Parts may be missing, or be the old ones.",
                        site.aws("cloudformation describe-stack-events --stack-name " + site.name()))
                .warning(
                        status.equals("UPDATE_ROLLBACK_COMPLETE"),
                        "The last update was rolled back.",
                        "Events go on as before it; what it was to change is not there.",
                        site.aws("cloudformation describe-stack-events --stack-name " + site.name()))
                .orWell(status);
    }
}
