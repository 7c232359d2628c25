package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.enrich.Enrichment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the files of settings say about events. Nothing of it is secret, random, or goes by the time: a snapshot may hold it.
 *
 * @param book what counts as an event, and what of it is kept
 * @param enrichments what is found out about events
 */
record Knowledge(Rulebook book, List<Enrichment> enrichments) {
    private static final Logger LOG = LoggerFactory.getLogger(Knowledge.class);

    Knowledge {
        requireNonNull(book, "book is null");
        enrichments = List.copyOf(enrichments);
    }

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException if one is wrong; it says everything that is
     */
    static Knowledge of(
            ConfigDirectory config,
            boolean closedCatalogue,
            @Nullable Instant earliest,
            Optional<Set<String>> enrichments) {
        Rulebook book = Rulebook.of(config, closedCatalogue, earliest);
        Knowledge knowledge = new Knowledge(book, Enrichments.of(config, enrichments));
        LOG.info("privacy policy {}, settings files {}", book.policy().version(), config.names());
        return knowledge;
    }
}
