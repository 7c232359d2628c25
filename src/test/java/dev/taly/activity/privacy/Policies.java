package dev.taly.activity.privacy;

import dev.taly.activity.config.ConfigFile;

/** Policies for tests, in which sections that a test says nothing about are empty. */
final class Policies {
    private Policies() {}

    static PrivacyPolicy of(String yaml) {
        StringBuilder sections = new StringBuilder();
        boolean isFlow = yaml.startsWith("{");
        for (String section : new String[] {"fields: {}", "metadata: []", "text: {}"}) {
            String name = section.substring(0, section.indexOf(' '));
            boolean has = isFlow ? yaml.contains(name) : ("\n" + yaml).contains("\n" + name);
            sections.append(has ? "" : section + (isFlow ? ", " : "\n"));
        }
        String whole = isFlow ? "{" + sections + yaml.substring(1) : sections + yaml;
        return PrivacyPolicy.of(ConfigFile.parse("policy.yaml", whole));
    }
}
