package dev.taly.activity.publish;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The real files, as one process sees them. It can fail as a disk does, and end as a process does that is killed: its locks
 * are free, and whatever it would still do has no effect.
 */
final class BrittleFiles implements SpoolFiles {
    private final SpoolFiles disk = new DiskFiles();
    private final List<Closeable> locks = new CopyOnWriteArrayList<>();
    private volatile Predicate<Path> unwritable = BrittleFiles::none;
    private volatile Predicate<Path> unreadable = BrittleFiles::none;
    private volatile Predicate<Path> undeletable = BrittleFiles::none;
    private volatile Runnable beforeWrite = () -> {};
    private volatile Runnable beforeRead = () -> {};
    private volatile @Nullable Runnable whenFull;
    private final AtomicLong spaceLeft = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean dead;

    /** From now on files that match can't be written. */
    BrittleFiles unwritable(Predicate<Path> files) {
        unwritable = files;
        return this;
    }

    /** From now on files that match can't be read. */
    BrittleFiles unreadable(Predicate<Path> files) {
        unreadable = files;
        return this;
    }

    /** From now on files that match can't be deleted. */
    BrittleFiles undeletable(Predicate<Path> files) {
        undeletable = files;
        return this;
    }

    /** From now on everything works. */
    BrittleFiles sound() {
        spaceLeft.set(Long.MAX_VALUE);
        whenFull = null;
        return unwritable(BrittleFiles::none)
                .unreadable(BrittleFiles::none)
                .undeletable(BrittleFiles::none)
                .beforeWrite(() -> {})
                .beforeRead(() -> {});
    }

    /** From now on this runs before each write. */
    BrittleFiles beforeWrite(Runnable task) {
        beforeWrite = task;
        return this;
    }

    /** From now on this runs before each look at a file. */
    BrittleFiles beforeRead(Runnable task) {
        beforeRead = task;
        return this;
    }

    /** The disk takes that many more bytes; the write that meets the end leaves a part of it. */
    BrittleFiles spaceLeft(long bytes) {
        spaceLeft.set(bytes);
        return this;
    }

    /** The write that meets the end of the disk is the last thing that this process does, in the middle. */
    BrittleFiles killWhenFull(Runnable told) {
        whenFull = told;
        return this;
    }

    /** As {@code kill -9}. */
    void kill() throws IOException {
        dead = true;
        for (Closeable lock : locks) {
            lock.close();
        }
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        check(unwritable, directory);
        disk.makeDirectory(directory);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        check(unreadable, directory);
        return disk.list(directory);
    }

    @Override
    public long size(Path file) throws IOException {
        beforeRead.run();
        check(unreadable, file);
        return disk.size(file);
    }

    @Override
    public boolean isOurs(Path file) {
        return disk.isOurs(file);
    }

    @Override
    public Appender append(Path file, long length) throws IOException {
        check(unwritable, file);
        Appender end = disk.append(file, length);
        return new Appender() {
            @Override
            public void write(byte[] bytes) throws IOException {
                beforeWrite.run();
                check(unwritable, file);
                int fits = (int) Math.min(bytes.length, spaceLeft.get());
                spaceLeft.addAndGet(-fits);
                end.write(Arrays.copyOf(bytes, fits));
                if (fits < bytes.length) {
                    Runnable told = whenFull;
                    if (told != null) {
                        kill();
                        told.run();
                    }
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void close() throws IOException {
                end.close();
            }
        };
    }

    @Override
    public int read(Path file, long position, byte[] into) throws IOException {
        beforeRead.run();
        check(unreadable, file);
        return disk.read(file, position, into);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        check(undeletable, from);
        disk.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        check(undeletable, file);
        disk.delete(file);
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        Optional<Closeable> lock = disk.lock(file);
        if (lock.isPresent()) {
            locks.add(lock.get());
            check(unwritable, file);
        }
        return lock;
    }

    private static boolean none(Path file) {
        return false;
    }

    private void check(Predicate<Path> broken, Path file) throws IOException {
        if (dead) {
            throw new IOException("killed");
        }
        if (broken.test(file)) {
            throw new IOException("Input/output error");
        }
    }
}
