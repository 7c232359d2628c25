package dev.taly.activity.publish;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /**
     * Files that code of another class loader in this process has locked, and that are open here ever since: to close one
     * would free that lock.
     */
    private static final Queue<FileChannel> NEVER_CLOSED = new ConcurrentLinkedQueue<>();

    /** Whose files are made here, once one was. */
    private volatile @Nullable UserPrincipal user;

    @Override
    public void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectories(directory, onlyForTheOwner(directory, "rwx------"));
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
        refuseLink(file);
        return Files.size(file);
    }

    @Override
    public boolean isOurs(Path file) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return (attributes.isDirectory() || attributes.isRegularFile()) && isThisUser(ownerOf(file));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private boolean isThisUser(UserPrincipal owner) throws IOException {
        UserPrincipal known = user;
        if (known == null) {
            // Nothing could be made in the root yet.
            Path own = Files.createTempFile("spool", null);
            known = ownerOf(own);
            user = known;
            Files.delete(own);
        }
        return owner.equals(known);
    }

    private static UserPrincipal ownerOf(Path file) throws IOException {
        return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static void refuseLink(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + " is a symbolic link");
        }
    }

    private void make(Path file) throws IOException {
        try {
            Files.createFile(file, onlyForTheOwner(file, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            refuseLink(file);
            return;
        }
        if (user == null) {
            user = ownerOf(file);
        }
    }

    @Override
    public Appender append(Path file, long length) throws IOException {
        make(file);
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
        refuseLink(file);
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
        refuseLink(file);
        // Its own path, even if it is gone: nobody here makes a lock anew that is still held.
        Path real = file.toAbsolutePath().resolveSibling("").toRealPath().resolve(String.valueOf(file.getFileName()));
        if (!LOCKED.add(real)) {
            return Optional.empty();
        }
        boolean keep = false;
        try {
            FileChannel channel = FileChannel.open(real, StandardOpenOption.WRITE);
            try {
                keep = channel.tryLock() != null;
                return keep ? Optional.of(() -> unlock(real, channel)) : Optional.empty();
            } catch (OverlappingFileLockException e) {
                keep = true;
                NEVER_CLOSED.add(channel);
                return Optional.empty();
            } finally {
                if (!keep) {
                    channel.close();
                }
            }
        } finally {
            if (!keep) {
                LOCKED.remove(real);
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
    private static FileAttribute<?>[] onlyForTheOwner(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
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
