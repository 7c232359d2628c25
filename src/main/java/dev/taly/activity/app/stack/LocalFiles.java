package dev.taly.activity.app.stack;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.PseudonymKeysFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a stack on this machine has of its own besides objects: keys for pseudonyms, and files of settings to try. Both are
 * made once and then left as they are.
 *
 * @param pseudonymKeys the file of the keys
 * @param config the directory of the settings
 */
public record LocalFiles(Path pseudonymKeys, Path config) {
    private static final List<String> STARTERS = List.of("roles.yaml", "geo.mmdb");

    /**
     * Those in that directory; what is not there yet is made.
     *
     * @throws UncheckedIOException if that fails
     */
    public static LocalFiles in(Path data) {
        LocalFiles files = new LocalFiles(data.resolve(PseudonymKeysFile.NAME), data.resolve("config"));
        try {
            PseudonymKeysFile.findOrMake(data);
            if (Files.notExists(files.config)) {
                makeConfig(files.config);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the files of the local stack in " + data, e);
        }
        return files;
    }

    private static void makeConfig(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String starter : STARTERS) {
            try (InputStream in = LocalFiles.class.getResourceAsStream("starter/" + starter)) {
                Files.copy(requireNonNull(in, starter + " is not on the class path"), directory.resolve(starter));
            }
        }
    }
}
