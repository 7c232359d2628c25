package dev.taly.activity.enrich;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.config.ConfigException;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ua_parser.Client;

/**
 * What software acted, by the {@code userAgent}: browser, operating system, device, and whether it is a robot. Parsing takes
 * some hundred microseconds, so the last {@value #REMEMBERED} are remembered. Safe for any number of threads.
 */
public final class ClientEnrichment implements Enrichment {
    private static final int REMEMBERED = 10_000;

    /** Nothing that tells clients apart stands further behind, and the parser's patterns slow down with the length. */
    private static final int MAX_LENGTH = 512;

    private static final String SHIPPED = "regexes.yaml";
    private static final String UNKNOWN = "Other";
    private static final String ROBOT = "Spider";

    private final UserAgents parser;
    private final String version;
    private final RecentlyUsed<String, JsonObject> known = new RecentlyUsed<>(REMEMBERED);

    private ClientEnrichment(UserAgents parser, String version) {
        this.parser = requireNonNull(parser, "parser is null");
        this.version = requireNonNull(version, "version is null");
    }

    /** With the parser's own patterns. */
    public static ClientEnrichment shipped() {
        try (InputStream patterns = requireNonNull(Client.class.getResourceAsStream(SHIPPED), SHIPPED)) {
            return of(patterns, Versions.of("uap-java"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SHIPPED, e);
        }
    }

    /**
     * With newer patterns, a {@code regexes.yaml} of the project <a href="https://github.com/ua-parser/uap-core">uap-core</a>.
     *
     * @param version what the archive calls them
     * @throws IllegalArgumentException if it is no such file
     */
    public static ClientEnrichment of(InputStream patterns, String version) {
        try {
            String text = new String(patterns.readAllBytes(), StandardCharsets.UTF_8);
            return new ClientEnrichment(UserAgents.read(version, text), version);
        } catch (IOException | RuntimeException e) {
            throw new ConfigException(version + " are no patterns of user agents: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "client";
    }

    @Override
    public Optional<Finding> find(ActivityEvent event) {
        String userAgent = event.userAgent();
        if (userAgent == null || userAgent.isBlank()) {
            return Optional.empty();
        }
        String start = userAgent.length() > MAX_LENGTH ? userAgent.substring(0, MAX_LENGTH) : userAgent;
        return Optional.of(Finding.of(known.get(start, this::parse)));
    }

    private JsonObject parse(String userAgent) {
        Client client = parser.parse(userAgent);
        JsonText out = new JsonText(256).begin('{');
        out.member("provider", "uap-java").member("version", version);
        out.member("browser", known(client.userAgent.family));
        out.member("browserVersion", joined(client.userAgent.major, client.userAgent.minor, client.userAgent.patch));
        out.member("os", known(client.os.family));
        out.member("osVersion", joined(client.os.major, client.os.minor, client.os.patch));
        out.member("device", ROBOT.equals(client.device.family) ? null : known(client.device.family));
        if (ROBOT.equals(client.device.family)) {
            out.name("robot").json("true");
        }
        return out.end('}').toObject();
    }

    private static @Nullable String known(@Nullable String family) {
        return UNKNOWN.equals(family) ? null : wellFormed(family);
    }

    private static @Nullable String joined(@Nullable String... parts) {
        StringBuilder joined = new StringBuilder();
        for (String part : parts) {
            if (part == null) {
                break;
            }
            joined.append(joined.isEmpty() ? "" : ".").append(part);
        }
        return joined.isEmpty() ? null : wellFormed(joined.toString());
    }

    /** Cutting a text may halve a character. */
    private static @Nullable String wellFormed(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(c -> whole.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return whole.toString();
    }
}
