package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.config.ConfigException;
import dev.taly.activity.event.ActionCatalogue;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.privacy.PrivacyPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What counts as an event and what of it may be kept, by the files of settings: the same for the HTTP door and the consumer,
 * so that the one takes what the other takes.
 *
 * @param catalogue of {@code actions.json}, else the shipped one
 * @param policy of {@code privacy.yaml}, else the shipped one
 * @param rules for events
 */
record Rulebook(ActionCatalogue catalogue, PrivacyPolicy policy, EventRules rules) {
    Rulebook {
        requireNonNull(catalogue, "catalogue is null");
        requireNonNull(policy, "policy is null");
        requireNonNull(rules, "rules is null");
    }

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException if one is wrong; it says everything that is
     */
    static Rulebook of(ConfigDirectory config, boolean closedCatalogue, @Nullable Instant earliest) {
        ActionCatalogue catalogue =
                config.file("actions.json").map(Rulebook::catalogue).orElseGet(ActionCatalogue::shipped);
        PrivacyPolicy policy = config.tree("privacy").map(PrivacyPolicy::of).orElseGet(PrivacyPolicy::shipped);
        return new Rulebook(
                catalogue,
                policy,
                new EventRules(catalogue, closedCatalogue, earliest, policy.needsConsent(catalogue)));
    }

    private static ActionCatalogue catalogue(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return ActionCatalogue.read(in);
        } catch (IOException e) {
            throw new ConfigException(
                    file + " is no catalogue of actions: " + e.getClass().getSimpleName(), e);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file + ": " + e.getMessage(), e);
        }
    }
}
