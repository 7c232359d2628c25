package dev.taly.activity.enrich;

import static java.util.Objects.requireNonNull;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an {@code ipAddress} is, by any database in MaxMind's format (<a
 * href="https://maxmind.github.io/MaxMind-DB/">mmdb</a>): country, region, city, time zone and network, as far as the database
 * knows them. Coordinates are cut to whole degrees, some hundred kilometres: enough to see that nobody travels that fast, and less than
 * the city says. An address that is of no public network is marked as
 * such, and not looked up. Safe for any number of threads.
 */
public final class GeoEnrichment implements Enrichment {
    private static final int MAX_DEGREES = 180;

    private final Reader database;
    private final String type;
    private final String version;

    private GeoEnrichment(Reader database) {
        this.database = requireNonNull(database, "database is null");
        Metadata about = database.getMetadata();
        this.type = about.getDatabaseType();
        this.version = about.getBuildDate().toInstant().toString();
    }

    /**
     * With that file, which is mapped into memory.
     *
     * @throws IllegalArgumentException if it can't be read, or is no such database
     */
    public static GeoEnrichment of(Path file) {
        try {
            return new GeoEnrichment(new Reader(file.toFile(), new CHMCache()));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(file + " is no database of addresses (mmdb): " + e.getMessage(), e);
        }
    }

    /** With a database that is read into memory. */
    public static GeoEnrichment of(InputStream in) throws IOException {
        return new GeoEnrichment(new Reader(in, new CHMCache()));
    }

    @Override
    public String name() {
        return "geo";
    }

    @Override
    public Optional<Finding> find(ActivityEvent event) {
        String literal = event.ipAddress();
        if (literal == null) {
            return Optional.empty();
        }
        InetAddress address = address(literal);
        JsonText out = new JsonText(256).begin('{');
        out.member("provider", "mmdb").member("database", type).member("version", version);
        Optional<String> range = SpecialRange.of(address);
        if (range.isPresent()) {
            out.name("private").json("true").member("range", range.get());
        } else {
            place(address, out);
        }
        JsonObject detail = out.end('}').toObject();
        return Optional.of(Finding.of(detail));
    }

    /** An event's rule lets literals in only, so that nothing is resolved. */
    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address literal", e);
        }
    }

    private void place(InetAddress address, JsonText out) {
        Map<?, ?> entry;
        try {
            entry = database.get(address, Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the database cannot be read", e);
        }
        // MaxMind's own structure, else the flat one that many free databases have.
        out.member(
                "country",
                first(text(entry, "country", "iso_code"), text(entry, "country_code"), text(entry, "country")));
        out.member(
                "region",
                first(text(at(entry, "subdivisions"), "iso_code"), text(entry, "state1"), text(entry, "region")));
        out.member("city", first(text(entry, "city", "names", "en"), text(entry, "city")));
        degrees(out, "latitude", number(entry, "location", "latitude"), number(entry, "latitude"));
        degrees(out, "longitude", number(entry, "location", "longitude"), number(entry, "longitude"));
        out.member("timeZone", first(text(entry, "location", "time_zone"), text(entry, "timezone")));
        out.member("asn", text(entry, "autonomous_system_number"));
        out.member("network", text(entry, "autonomous_system_organization"));
    }

    private static void degrees(JsonText out, String name, @Nullable Double nested, @Nullable Double flat) {
        Double degrees = nested == null ? flat : nested;
        if (degrees != null && Math.abs(degrees) <= MAX_DEGREES) {
            out.name(name).json(Long.toString(Math.round(degrees)));
        }
    }

    private static @Nullable Double number(@Nullable Object entry, String... path) {
        Object value = entry;
        for (String name : path) {
            value = at(value, name);
        }
        return value instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }

    /** A member; of a list's first item, where it is a list. */
    private static @Nullable Object at(@Nullable Object entry, String name) {
        Object value = entry instanceof Map<?, ?> map ? map.get(name) : null;
        return value instanceof Iterable<?> list && list.iterator().hasNext()
                ? list.iterator().next()
                : value;
    }

    private static @Nullable String text(@Nullable Object entry, String... path) {
        Object value = entry;
        for (String name : path) {
            value = at(value, name);
        }
        return (value instanceof String text && !text.isEmpty()) || value instanceof Number ? value.toString() : null;
    }

    private static @Nullable String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
