package dev.taly.activity.publish;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A directory of segments, which belongs to one publisher as long as that holds its lock. The system frees the lock of a
 * process that dies. Immutable but for the lock.
 */
final class SpoolDirectory {
    private static final String PREFIX = "publisher-";
    private static final String ASIDE = "damaged-";
    private static final String LOCK = "lock";
    private static final int TRIES = 3;

    private final SpoolFiles files;
    private final Path path;
    private final Closeable lock;
    private final AtomicBoolean left = new AtomicBoolean();

    private SpoolDirectory(SpoolFiles files, Path path, Closeable lock) {
        this.files = files;
        this.path = path;
        this.lock = lock;
    }

    /** Makes one under a new name. */
    static SpoolDirectory make(SpoolFiles files, Path root) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Path path = root.resolve(PREFIX + UUID.randomUUID());
            files.makeDirectory(path);
            try {
                files.append(path.resolve(LOCK), 0).close();
            } catch (IOException | RuntimeException e) {
                files.delete(path);
                throw e;
            }
            // Another publisher may take it for one that was left.
            Optional<SpoolDirectory> locked = takeOver(files, path);
            if (locked.isPresent()) {
                return locked.get();
            }
        }
        throw new IOException("no directory in " + root + " could be locked");
    }

    /** Takes one over; nothing if a publisher has it, or somebody is deleting it. A lock that is lost is made anew. */
    static Optional<SpoolDirectory> takeOver(SpoolFiles files, Path path) throws IOException {
        Optional<Closeable> lock;
        try {
            lock = lock(files, path);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            files.size(path.resolve(LOCK));
            return Optional.of(new SpoolDirectory(files, path, lock.get()));
        } catch (IOException e) {
            lock.get().close();
            return Optional.empty();
        }
    }

    private static Optional<Closeable> lock(SpoolFiles files, Path path) throws IOException {
        Path lock = path.resolve(LOCK);
        try {
            return files.lock(lock);
        } catch (NoSuchFileException e) {
            if (segments(files, path).isEmpty()) {
                // It is just being made, or deleted.
                return Optional.empty();
            }
            files.append(lock, 0).close();
            return files.lock(lock);
        }
    }

    /** The directories of this user's publishers there. */
    static List<Path> all(SpoolFiles files, Path root) throws IOException {
        return named(files, root, PREFIX);
    }

    /** The segments that were set aside there. */
    static List<Path> asides(SpoolFiles files, Path root) throws IOException {
        return named(files, root, ASIDE);
    }

    private static List<Path> named(SpoolFiles files, Path root, String prefix) throws IOException {
        return files.list(root).stream()
                .filter(path -> String.valueOf(path.getFileName()).startsWith(prefix))
                .filter(files::isOurs)
                .toList();
    }

    Path path() {
        return path;
    }

    /** Where a damaged file of it goes: beside the directories, which come and go. */
    Path aside(Path file) {
        return path.resolveSibling(ASIDE + path.getFileName() + "-" + file.getFileName());
    }

    /** The files of events in it, oldest first. */
    List<Path> segments() throws IOException {
        return segments(files, path);
    }

    private static List<Path> segments(SpoolFiles files, Path path) throws IOException {
        return files.list(path).stream()
                .filter(file -> file.toString().endsWith(Segment.EVENTS))
                .toList();
    }

    /**
     * Looks whether it is whole.
     *
     * @throws IOException if it is not there, or its lock isn't: others could take it over
     */
    void verify() throws IOException {
        files.size(path.resolve(LOCK));
    }

    /** Ends its use: it is deleted, or left to others if there is a segment in it. The second time nothing happens. */
    void leave() throws IOException {
        if (left.getAndSet(true)) {
            return;
        }
        boolean empty = false;
        try {
            empty = segments().isEmpty();
            if (empty) {
                for (Path file : files.list(path)) {
                    // Receipts of a segment whose deletion was cut short.
                    if (file.toString().endsWith(Segment.SETTLED)) {
                        files.delete(file);
                    }
                }
                // While it is held: who locks it afterwards sees that it is gone.
                files.delete(path.resolve(LOCK));
            }
        } finally {
            lock.close();
        }
        if (empty) {
            files.delete(path);
        }
    }
}
