package dev.taly.activity.app.cli.cost;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.config.ConfigNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A list of prices, in dollars. Immutable. */
final class Prices {
    private static final String FILE = "prices.yaml";

    private final Map<Price, Double> dollars;

    private Prices(Map<Price, Double> dollars) {
        this.dollars = new EnumMap<>(dollars);
    }

    /** Those that came with this build; the file says of which region and month they are. */
    static Prices shipped() {
        try (InputStream in = Prices.class.getResourceAsStream(FILE)) {
            requireNonNull(in, "prices.yaml is not in the jar");
            ConfigNode root = ConfigFile.parse(FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            for (Price price : Price.values()) {
                root.at(price.key()).required();
            }
            return new Prices(new EnumMap<>(Price.class)).with(root);
        } catch (IOException e) {
            throw new UncheckedIOException("prices.yaml cannot be read from the jar", e);
        }
    }

    /**
     * These prices, but those of the file where it names any.
     *
     * @throws IllegalArgumentException if anything in it is wrong; it lists everything
     */
    Prices with(ConfigNode root) {
        root.knows(Price.keys());
        Map<Price, Double> changed = new EnumMap<>(Price.class);
        changed.putAll(dollars);
        for (Price price : Price.values()) {
            root.at(price.key())
                    .choice(Prices::amount, "a price in dollars, from 0")
                    .ifPresent(amount -> changed.put(price, amount));
        }
        root.check();
        return new Prices(changed);
    }

    private static Optional<Double> amount(String text) {
        try {
            double amount = Double.parseDouble(text);
            return amount >= 0 && amount < 1e6 ? Optional.of(amount) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** As the list says it: for a million where it is one for a million. */
    double of(Price price) {
        return requireNonNull(dollars.get(price), price.key());
    }

    double dollars(Price price, double count) {
        return of(price) * count / price.per();
    }
}
