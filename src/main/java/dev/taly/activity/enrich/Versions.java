package dev.taly.activity.enrich;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of the libraries that find something out, as the build knows them. */
final class Versions {
    private static final String FILE = "versions.properties";

    private Versions() {}

    static String of(String library) {
        try (InputStream in =
                requireNonNull(Versions.class.getResourceAsStream(FILE), FILE + " is not on the class path")) {
            Properties versions = new Properties();
            versions.load(in);
            return requireNonNull(versions.getProperty(library), library + " has no version");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }
}
