package dev.taly.activity.audit.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Begins a file that is there already or not: the disk, or a test's idea of one. */
@FunctionalInterface
interface NewFile {
    /** The disk. */
    NewFile ON_DISK = path -> new BufferedOutputStream(Files.newOutputStream(path), 64 * 1024);

    OutputStream open(Path path) throws IOException;
}
