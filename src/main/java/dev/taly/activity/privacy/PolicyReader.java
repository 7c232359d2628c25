package dev.taly.activity.privacy;

import static dev.taly.activity.privacy.Treatment.DROP;
import static dev.taly.activity.privacy.Treatment.HASH;
import static dev.taly.activity.privacy.Treatment.KEEP;
import static dev.taly.activity.privacy.Treatment.MASK;
import static dev.taly.activity.privacy.Treatment.TRUNCATE;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.taly.activity.config.ConfigNode;
import dev.taly.activity.event.EventFields;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a policy's file. To be used once. */
final class PolicyReader {
    private static final int MAX_VERSION = 64;
    private static final int MAX_PATTERN = 128;
    private static final Set<Treatment> OF_ADDRESS = EnumSet.of(KEEP, TRUNCATE, HASH, DROP);
    private static final Set<Treatment> OF_ACTOR = EnumSet.of(KEEP, HASH, MASK);
    private static final Set<Treatment> OF_FIELD = EnumSet.of(KEEP, HASH, MASK, DROP);
    private static final Set<Treatment> OF_METADATA = EnumSet.allOf(Treatment.class);
    private static final Set<Treatment> OF_FINDING = EnumSet.of(KEEP, HASH, MASK);
    private static final Set<Treatment> OF_IP = EnumSet.of(KEEP, TRUNCATE, MASK);

    private final ConfigNode root;

    PolicyReader(ConfigNode root) {
        this.root = root;
    }

    PrivacyPolicy read() {
        root.knows("version", "fields", "metadata", "text", "tenants", "consent", "deadLetters");
        String version = version(root.at("version"));
        for (String section : new String[] {"fields", "metadata", "text"}) {
            if (!root.has(section)) {
                root.at(section).problem("is required, though it may be empty: what no rule names is kept");
            }
        }
        Rules general = rules(root, new Rules(FieldRules.KEEP, new NameRules(List.of()), TextRules.KEEP, KEEP));
        Map<String, Rules> tenants = new HashMap<>();
        root.at("tenants").members().forEach((tenant, node) -> {
            if (!EventFields.isTenantId(tenant)) {
                node.problem("must have the name of a tenant: 1 to 64 of A-Z a-z 0-9 _ . -");
            }
            node.knows("fields", "metadata", "text");
            tenants.put(tenant, rules(node, general));
        });
        Consent consent = consent(root.at("consent"));
        boolean protectsLetters = root.at("deadLetters")
                .choice(
                        word -> switch (word) {
                            case "asSent" -> Optional.of(false);
                            case "protected" -> Optional.of(true);
                            default -> Optional.empty();
                        },
                        "asSent or protected")
                .orElse(false);
        root.check();
        return new PrivacyPolicy(version, general, tenants, consent, protectsLetters);
    }

    private static String version(ConfigNode node) {
        String version = node.required();
        if (version.codePointCount(0, version.length()) > MAX_VERSION
                || version.codePoints().anyMatch(Character::isISOControl)) {
            node.problem("must be at most " + MAX_VERSION + " printable characters");
        }
        return version;
    }

    private static Rules rules(ConfigNode node, Rules base) {
        return new Rules(
                fields(node.at("fields"), base.fields()),
                names(node.at("metadata")).before(base.metadata()),
                texts(node.at("text"), base.text()),
                KEEP);
    }

    private static FieldRules fields(ConfigNode node, FieldRules base) {
        node.knows("ipAddress", "userAgent", "actorId", "resourceId", "traceId");
        return new FieldRules(
                treatment(node.at("ipAddress"), OF_ADDRESS).orElse(base.ipAddress()),
                treatment(node.at("userAgent"), OF_FIELD).orElse(base.userAgent()),
                treatment(node.at("actorId"), OF_ACTOR).orElse(base.actorId()),
                treatment(node.at("resourceId"), OF_FIELD).orElse(base.resourceId()),
                treatment(node.at("traceId"), OF_FIELD).orElse(base.traceId()));
    }

    private static NameRules names(ConfigNode node) {
        List<NameRules.Rule> rules = new ArrayList<>();
        for (ConfigNode rule : node.items()) {
            rule.knows("names", "do");
            List<NamePattern> patterns = new ArrayList<>();
            for (ConfigNode name : rule.at("names").items()) {
                NamePattern pattern = new NamePattern(name.required());
                if (pattern.isEmpty() || pattern.text().length() > MAX_PATTERN) {
                    name.problem("must have 1 to " + MAX_PATTERN + " letters, digits and *");
                }
                patterns.add(pattern);
            }
            if (patterns.isEmpty()) {
                rule.at("names").problem("must name at least one member");
            }
            if (!rule.has("do")) {
                rule.at("do").problem("is required");
            }
            treatment(rule.at("do"), OF_METADATA)
                    .ifPresent(treatment -> rules.add(new NameRules.Rule(patterns, treatment)));
        }
        return new NameRules(rules);
    }

    private static TextRules texts(ConfigNode node, TextRules base) {
        node.knows("emails", "phones", "cards", "ibans", "ips", "phoneRegion");
        return new TextRules(
                treatment(node.at("emails"), OF_FINDING).orElse(base.emails()),
                treatment(node.at("phones"), OF_FINDING).orElse(base.phones()),
                treatment(node.at("cards"), OF_FINDING).orElse(base.cards()),
                treatment(node.at("ibans"), OF_FINDING).orElse(base.ibans()),
                treatment(node.at("ips"), OF_IP).orElse(base.ips()),
                node.at("phoneRegion")
                        .choice(PolicyReader::region, "a country that has phone numbers, as two letters such as GB")
                        .orElse(base.phoneRegion()));
    }

    private static Optional<String> region(String word) {
        return Optional.of(word).filter(PhoneNumberUtil.getInstance().getSupportedRegions()::contains);
    }

    private static Consent consent(ConfigNode node) {
        node.knows("mode", "exempt", "fields", "metadata");
        Consent.Mode mode = node.at("mode")
                .choice(PolicyReader::mode, "one of off, pseudonymise, reject")
                .orElse(Consent.Mode.OFF);
        return new Consent(
                mode,
                new LinkedHashSet<>(node.at("exempt").texts()),
                fields(node.at("fields"), Consent.STRICT_FIELDS),
                treatment(node.at("metadata"), OF_FIELD).orElse(HASH));
    }

    private static Optional<Consent.Mode> mode(String word) {
        return switch (word) {
            case "off" -> Optional.of(Consent.Mode.OFF);
            case "pseudonymise" -> Optional.of(Consent.Mode.PSEUDONYMISE);
            case "reject" -> Optional.of(Consent.Mode.REJECT);
            default -> Optional.empty();
        };
    }

    private static Optional<Treatment> treatment(ConfigNode node, Set<Treatment> allowed) {
        String words = allowed.stream().map(Treatment::word).collect(Collectors.joining(", "));
        return node.choice(
                word -> Treatment.find(word).filter(allowed::contains), String.format(Locale.ROOT, "one of %s", words));
    }
}
