package dev.taly.activity.app.stack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
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
    private static final int KEY_BYTES = 32;

    /**
     * Those in that directory; what is not there yet is made.
     *
     * @throws UncheckedIOException if that fails
     */
    public static LocalFiles in(Path data) {
        LocalFiles files = new LocalFiles(data.resolve("pseudonym-keys.json"), data.resolve("config"));
        try {
            Files.createDirectories(data);
            if (Files.notExists(files.pseudonymKeys)) {
                makeKeys(files.pseudonymKeys);
            }
            if (Files.notExists(files.config)) {
                makeConfig(files.config);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the files of the local stack in " + data, e);
        }
        return files;
    }

    private static void makeKeys(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        Path draft = Files.createTempFile(requireNonNull(file.toAbsolutePath().getParent()), ".keys", ".tmp");
        try {
            if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(draft, "{\"current\": \"k1\", \"k1\": \"" + text + "\"}\n");
            // A link, and no move: whoever comes second must not replace the keys of the first.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // The other's are as good.
        } finally {
            Files.deleteIfExists(draft);
        }
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
