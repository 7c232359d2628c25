package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plain copy of a bucket in a directory, as {@code aws s3 sync} makes one: a key is a file's path. The objects' metadata is
 * not there. A symbolic link in it is refused, so nothing outside of the directory has a key.
 */
public final class DirectoryObjects implements ObjectSource {
    private static final String LINK = "is a symbolic link, which could lead anywhere and is not followed";

    private final Path root;

    /** A copy in that directory; one that is not there is empty. */
    public DirectoryObjects(Path root) {
        this.root = requireNonNull(root, "root is null").toAbsolutePath().normalize();
    }

    @Override
    public Stream<Listed> list(String prefix, String after) {
        String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        byte[] bound = utf8(after);
        return entries(folder).stream()
                .filter(entry -> entry.key.startsWith(prefix))
                .flatMap(entry -> files(entry, after))
                .filter(entry -> Arrays.compareUnsigned(entry.utf8, bound) > 0)
                .map(entry -> new Listed(entry.key, entry.size));
    }

    @Override
    public Stream<String> folders(String prefix) {
        return entries(prefix).stream().filter(Entry::isFolder).map(entry -> entry.key);
    }

    @Override
    public Optional<Content> get(String key) {
        Path file = root.resolve(key).normalize();
        if (!file.startsWith(root)) {
            return Optional.empty();
        }
        try {
            refuseLinks(file);
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Optional.of(
                            new Content(new CheckedBody(key, Files.newInputStream(file), attributes.size()), Map.of()))
                    : Optional.empty();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ObjectStoreException(key, "cannot be read", e);
        }
    }

    /** The files in it, or itself; a folder that ends before {@code after} is not looked into. */
    private Stream<Entry> files(Entry entry, String after) {
        if (!entry.isFolder()) {
            return Stream.of(entry);
        }
        boolean over = !after.startsWith(entry.key) && Arrays.compareUnsigned(entry.utf8, utf8(after)) < 0;
        return over ? Stream.empty() : entries(entry.key).stream().flatMap(inside -> files(inside, after));
    }

    /** What is right in that folder, in the order of keys: a folder sorts by its name with a {@code /} after it. */
    private List<Entry> entries(String folder) {
        List<Entry> entries = new ArrayList<>();
        Path directory = root.resolve(folder);
        try {
            refuseLinks(directory);
            try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
                for (Path path : paths) {
                    entry(folder, path).ifPresent(entries::add);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new ObjectStoreException(folder, "cannot be listed", e);
        }
        entries.sort((a, b) -> Arrays.compareUnsigned(a.utf8, b.utf8));
        return entries;
    }

    private static Optional<Entry> entry(String folder, Path path) throws IOException {
        String key = folder + path.getFileName();
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                return Optional.of(new Entry(key + "/", utf8(key + "/"), 0));
            }
            if (attributes.isSymbolicLink()) {
                throw new ObjectStoreException(key, LINK);
            }
            return attributes.isRegularFile()
                    ? Optional.of(new Entry(key, utf8(key), attributes.size()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            // Gone since it was listed, such as an upload's file that got its final name.
            return Optional.empty();
        }
    }

    /** What is between the root and that path must be no link; the root itself may be one. */
    private void refuseLinks(Path path) {
        if (path.equals(root)) {
            return;
        }
        Path at = root;
        for (Path name : root.relativize(path)) {
            at = at.resolve(name);
            if (Files.isSymbolicLink(at)) {
                throw new ObjectStoreException(root.relativize(at).toString(), LINK);
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("ArrayRecordComponent") // the key once more, to compare it by
    private record Entry(String key, byte[] utf8, long size) {
        boolean isFolder() {
            return key.endsWith("/");
        }
    }
}
