package dev.taly.activity.publish;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The file system as the spool uses it, which follows no symbolic links below its root. Safe for any number of threads. */
interface SpoolFiles {
    /** Makes a directory for this user alone, and those above it, unless they are there. */
    void makeDirectory(Path directory) throws IOException;

    /** What is in a directory, by name. */
    List<Path> list(Path directory) throws IOException;

    /**
     * The size of a file.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     */
    long size(Path file) throws IOException;

    /** Whether it is a real file or directory, no link, and belongs to this user: others may have planted what they like. */
    boolean isOurs(Path file);

    /** Opens a file to write at its end; it is made for this user alone if it is not there, and cut to that length. */
    Appender append(Path file, long length) throws IOException;

    /**
     * Reads from a position on, until the array is full or the file ends.
     *
     * @return how many bytes that were
     * @throws java.nio.file.NoSuchFileException if it is not there
     */
    int read(Path file, long position, byte[] into) throws IOException;

    void move(Path from, Path to) throws IOException;

    /** Deletes a file or an empty directory; it may be gone already. */
    void delete(Path file) throws IOException;

    /** Locks a file that is there until it is closed or the process ends; nothing if another publisher has it. */
    Optional<Closeable> lock(Path file) throws IOException;

    /** The end of a file. Not thread-safe. */
    interface Appender extends Closeable {
        /** Hands the bytes to the operating system, which keeps them if this process dies. */
        void write(byte[] bytes) throws IOException;
    }
}
