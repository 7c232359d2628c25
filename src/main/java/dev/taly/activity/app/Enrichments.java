package dev.taly.activity.app;

import dev.taly.activity.config.ConfigException;
import dev.taly.activity.enrich.ClientEnrichment;
import dev.taly.activity.enrich.Enrichment;
import dev.taly.activity.enrich.FileTenants;
import dev.taly.activity.enrich.Finding;
import dev.taly.activity.enrich.GeoEnrichment;
import dev.taly.activity.enrich.RoleEnrichment;
import dev.taly.activity.enrich.RolePolicy;
import dev.taly.activity.enrich.TenantEnrichment;
import dev.taly.activity.enrich.TenantLookup;
import dev.taly.activity.event.ActivityEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the enrichments that are wanted and have what they need, in the order in which the archive shows them. */
final class Enrichments {
    private static final Logger LOG = LoggerFactory.getLogger(Enrichments.class);

    private final ConfigDirectory config;

    private Enrichments(ConfigDirectory config) {
        this.config = config;
    }

    /**
     * Those that are wanted; by default all that have what they need.
     *
     * @throws IllegalArgumentException if a file is wrong, or one is wanted that lacks its file
     */
    static List<Enrichment> of(ConfigDirectory config, Optional<Set<String>> wanted) {
        Enrichments maker = new Enrichments(config);
        List<Enrichment> made = new ArrayList<>();
        for (String name : List.of("geo", "client", "role", "tenant")) {
            if (wanted.map(names -> names.contains(name)).orElse(true)) {
                Optional<Enrichment> enrichment = maker.find(name);
                if (enrichment.isEmpty() && wanted.isPresent()) {
                    throw new ConfigException("ENRICHMENTS names " + name + ", but CONFIG_DIR has no file for it");
                }
                enrichment.ifPresent(made::add);
            }
        }
        return made;
    }

    private Optional<Enrichment> find(String name) {
        return switch (name) {
            case "geo" -> config.file("geo.mmdb").map(Enrichments::geo);
            case "client" ->
                Optional.of(config.file("regexes.yaml").map(Enrichments::client).orElseGet(ClientEnrichment::shipped));
            case "role" -> config.tree("roles").map(RolePolicy::of).map(RoleEnrichment::new);
            default -> tenants().map(TenantEnrichment::new);
        };
    }

    /** A database that is broken is no reason to stop: what it would say is absent, and counted. */
    private static Enrichment geo(Path file) {
        try {
            return GeoEnrichment.of(file);
        } catch (IllegalArgumentException e) {
            LOG.error("events go without their places: {}", e.getMessage());
            return new Broken("geo", e);
        }
    }

    private static Enrichment client(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String version = "regexes.yaml " + Files.getLastModifiedTime(file);
            return ClientEnrichment.of(in, version);
        } catch (IOException e) {
            throw new ConfigException(file + " cannot be read: " + e, e);
        }
    }

    private Optional<TenantLookup> tenants() {
        Optional<TenantLookup> own = ServiceLoader.load(TenantLookup.class).findFirst();
        return own.isPresent() ? own : config.tree("tenants").map(FileTenants::of);
    }

    private record Broken(String name, IllegalArgumentException why) implements Enrichment {
        @Override
        public Optional<Finding> find(ActivityEvent event) {
            throw new IllegalStateException(name + " cannot be found out", why);
        }
    }
}
