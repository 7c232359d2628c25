package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.TenantRetention;

/**
 * What the consumer knows by its files of settings.
 *
 * @param content about events
 * @param retention how long each tenant's are locked
 */
record ConsumerKnowledge(Knowledge content, TenantRetention retention) {
    ConsumerKnowledge {
        requireNonNull(content, "content is null");
        requireNonNull(retention, "retention is null");
    }

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException if one is wrong; it says everything that is
     */
    static ConsumerKnowledge of(Settings settings) {
        ConfigDirectory config = settings.content().config().open();
        return new ConsumerKnowledge(
                Knowledge.of(
                        config,
                        settings.closedCatalogue(),
                        settings.earliest(),
                        settings.content().enrichments()),
                config.tree("retention").map(TenantRetention::of).orElseGet(TenantRetention::none));
    }
}
