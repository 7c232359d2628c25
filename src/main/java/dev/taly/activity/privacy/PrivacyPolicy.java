package dev.taly.activity.privacy;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.config.ConfigException;
import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.config.ConfigNode;
import dev.taly.activity.event.ActionCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What of an event may be kept, and as what: for its fields, for members of its metadata by their names, for what stands inside
 * texts, for all tenants and for single ones, with and without consent. Immutable, and safe for any number of threads.
 */
public final class PrivacyPolicy {
    private static final String SHIPPED = "privacy.yaml";

    private final String version;
    private final Consent consent;
    private final boolean protectsDeadLetters;
    private final Rules general;
    private final Rules generalWithoutConsent;
    private final Map<String, Rules> tenants;
    private final Map<String, Rules> tenantsWithoutConsent;
    private final boolean hashes;

    PrivacyPolicy(
            String version, Rules general, Map<String, Rules> tenants, Consent consent, boolean protectsDeadLetters) {
        this.version = requireNonNull(version, "version is null");
        this.consent = requireNonNull(consent, "consent is null");
        this.protectsDeadLetters = protectsDeadLetters;
        this.general = general;
        this.generalWithoutConsent = general.with(consent);
        this.tenants = Map.copyOf(tenants);
        Map<String, Rules> stricter = new HashMap<>();
        tenants.forEach((tenant, rules) -> stricter.put(tenant, rules.with(consent)));
        this.tenantsWithoutConsent = Map.copyOf(stricter);
        this.hashes = generalWithoutConsent.hash() || stricter.values().stream().anyMatch(Rules::hash);
    }

    /** The policy that ships with the project. */
    public static PrivacyPolicy shipped() {
        return of(ConfigFile.parse(SHIPPED, shippedText()));
    }

    /** The file of the policy that ships with the project, with its comments: to start one's own from. */
    public static String shippedText() {
        try (InputStream in = PrivacyPolicy.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException(SHIPPED + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SHIPPED, e);
        }
    }

    /**
     * Reads a policy's file.
     *
     * @throws IllegalArgumentException if anything in it is wrong; it lists everything
     */
    public static PrivacyPolicy of(ConfigNode root) {
        return new PolicyReader(root).read();
    }

    /** Which policy this is, at most 64 characters; it stands in each stored event. */
    public String version() {
        return version;
    }

    /**
     * The actions whose events are to be refused without consent.
     *
     * @throws IllegalArgumentException if a class of actions is exempt that the catalogue has not
     */
    public Predicate<String> needsConsent(ActionCatalogue catalogue) {
        checkExempt(catalogue);
        return consent.mode() == Consent.Mode.REJECT
                ? action -> !consent.exempt().contains(catalogue.classOf(action))
                : action -> false;
    }

    /** Whether events without consent are refused, those of exempt classes aside. */
    boolean refusesWithoutConsent() {
        return consent.mode() == Consent.Mode.REJECT;
    }

    /** Whether dead letters are protected too; else they are kept as they were sent. */
    public boolean protectsDeadLetters() {
        return protectsDeadLetters;
    }

    /** Whether an event of that class, without consent, goes by the stricter rules. */
    boolean isStricterWithoutConsent(String actionClass) {
        return consent.mode() == Consent.Mode.PSEUDONYMISE && !consent.exempt().contains(actionClass);
    }

    /** A class that is misspelt would be exempt of nothing. Where consent makes no difference, nor does a class. */
    void checkExempt(ActionCatalogue catalogue) {
        if (consent.mode() == Consent.Mode.OFF) {
            return;
        }
        Set<String> classes = new TreeSet<>(Set.of(ActionCatalogue.OTHER_CLASS));
        catalogue.actions().forEach(action -> classes.add(action.actionClass()));
        for (String exempt : new TreeSet<>(consent.exempt())) {
            if (!classes.contains(exempt)) {
                throw new ConfigException("the privacy policy's /consent/exempt names " + exempt
                        + ", which is no class of actions; known are " + String.join(", ", classes));
            }
        }
    }

    /** Whether anything in it makes pseudonyms, so that keys are needed. */
    boolean hashes() {
        return hashes;
    }

    /** What it says for a tenant; for the tenant that is not known, the empty text. */
    Rules rules(String tenant, boolean withoutConsent) {
        return withoutConsent
                ? tenantsWithoutConsent.getOrDefault(tenant, generalWithoutConsent)
                : tenants.getOrDefault(tenant, general);
    }
}
