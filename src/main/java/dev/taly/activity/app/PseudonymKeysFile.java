package dev.taly.activity.app;

import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.privacy.PseudonymKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The keys of the local stack's pseudonyms: {@code pseudonym-keys.json} in its directory, which only its owner may read. They are
 * made with the directory, and who deletes them can look nobody up any more.
 */
public final class PseudonymKeysFile {
    /** The file's name. */
    public static final String NAME = "pseudonym-keys.json";

    private static final int KEY_BYTES = 32;

    private PseudonymKeysFile() {}

    /**
     * The keys in that directory, if there are any.
     *
     * @throws IllegalArgumentException if the file is no such file; it quotes none of it
     */
    public static Optional<PseudonymKeys> find(Path directory) {
        Path file = directory.resolve(NAME);
        return Files.exists(file) ? Optional.of(PseudonymKeys.of(ConfigFile.read(file))) : Optional.empty();
    }

    /**
     * The keys in that directory; new ones where there are none. For the one process that the directory belongs to.
     *
     * @throws IllegalArgumentException if the file is no such file; it quotes none of it
     * @throws UncheckedIOException if none can be written
     */
    public static PseudonymKeys findOrMake(Path directory) {
        Optional<PseudonymKeys> there = find(directory);
        if (there.isPresent()) {
            return there.get();
        }
        try {
            make(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + directory.resolve(NAME), e);
        }
        return PseudonymKeys.of(ConfigFile.read(directory.resolve(NAME)));
    }

    /** Keys for the moment, kept nowhere. */
    public static PseudonymKeys passing() {
        return PseudonymKeys.of(ConfigFile.parse(NAME, newKeys()));
    }

    private static void make(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path draft = Files.createTempFile(directory, NAME, ".tmp", ownersOnly(directory));
        try {
            Files.writeString(draft, newKeys() + "\n");
            Files.move(draft, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A text of such a file, with a key that nobody else has. */
    static String newKeys() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return "{\"current\":\"k1\",\"k1\":\"" + HexFormat.of().formatHex(key) + "\"}";
    }

    private static FileAttribute<?>[] ownersOnly(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
