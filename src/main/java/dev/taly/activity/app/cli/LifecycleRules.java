package dev.taly.activity.app.cli;

import dev.taly.activity.archive.Partition;
import dev.taly.activity.archive.TenantRetention;

/** Tenants' lifecycle rules as YAML, and their place in the template: between two comments. */
record LifecycleRules(TenantRetention retention) {
    private static final String BEGIN = "# activity retention: begin";
    private static final String END = "# activity retention: end";

    int size() {
        return retention.days().size();
    }

    /** The rules, each line indented by that. */
    String yaml(String indent) {
        StringBuilder yaml = new StringBuilder();
        retention
                .days()
                .forEach((tenant, days) -> yaml.append(indent)
                        .append("- Id: tenant-" + tenant + "\n")
                        .append(indent)
                        .append("  Status: Enabled\n")
                        .append(indent)
                        .append("  Prefix: " + Partition.ROOT + "tenant=" + tenant + "/\n")
                        .append(indent)
                        .append("  ExpirationInDays: " + days + "\n")
                        .append(indent)
                        .append("  NoncurrentVersionExpiration: { NoncurrentDays: 1 }\n"));
        return yaml.toString();
    }

    /**
     * A template with these rules, and none that stood there before.
     *
     * @throws IllegalArgumentException if it lacks the place
     */
    String writtenInto(String template) {
        int begin = template.indexOf(BEGIN);
        int end = template.indexOf(END);
        if (begin < 0
                || end < begin
                || template.indexOf(BEGIN, begin + 1) >= 0
                || template.indexOf(END, end + 1) >= 0) {
            throw new IllegalArgumentException("must have the lines `" + BEGIN + "` and `" + END + "`, once each");
        }
        int rules = template.indexOf('\n', begin) + 1;
        int endLine = template.lastIndexOf('\n', end) + 1;
        return template.substring(0, rules) + yaml(template.substring(endLine, end)) + template.substring(endLine);
    }
}
