package dev.taly.activity.publish;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The real file system. It writes through {@link RandomAccessFile}: a channel would be closed under everybody's feet when
 * one caller's thread is interrupted.
 */
final class DiskFiles implements SpoolFiles {
    /**
     * The locks of this process, which is what the system keeps them for: it would free one as soon as anybody here opened
     * and closed that file again, even to see whether it is locked.
     */
    private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

    @Override
    public void makeDirectory(Path directory) throws IOException {
        try {
            Files.createDirectories(directory, onlyForTheOwner(directory));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(directory + " is not a directory", e);
        }
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    @Override
    public long size(Path file) throws IOException {
        return Files.size(file);
    }

    @Override
    public Appender append(Path file, long length) throws IOException {
        RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
        try {
            open.setLength(length);
            open.seek(length);
            return new FileEnd(open);
        } catch (IOException e) {
            open.close();
            throw e;
        }
    }

    @Override
    public int read(Path file, long position, byte[] into) throws IOException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            open.seek(position);
            int filled = 0;
            while (filled < into.length) {
                int count = open.read(into, filled, into.length - filled);
                if (count < 0) {
                    break;
                }
                filled += count;
            }
            return filled;
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        Path real = file.toRealPath();
        if (!LOCKED.add(real)) {
            return Optional.empty();
        }
        boolean locked = false;
        try {
            FileChannel channel = FileChannel.open(real, StandardOpenOption.WRITE);
            locked = isLocked(channel);
            return locked ? Optional.of(() -> unlock(real, channel)) : Optional.empty();
        } finally {
            if (!locked) {
                LOCKED.remove(real);
            }
        }
    }

    /** Whether it could be locked; it is closed if not. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
            return locked;
        } catch (OverlappingFileLockException e) {
            return false;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static void unlock(Path real, FileChannel channel) throws IOException {
        if (!channel.isOpen()) {
            // It may have been locked again since.
            return;
        }
        try {
            channel.close();
        } finally {
            LOCKED.remove(real);
        }
    }

    /** Events hold personal data. */
    private static FileAttribute<?>[] onlyForTheOwner(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static final class FileEnd implements Appender {
        private final RandomAccessFile file;

        FileEnd(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            file.write(bytes);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
