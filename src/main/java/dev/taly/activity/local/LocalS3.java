package dev.taly.activity.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * S3 with one bucket whose objects are plain files, by S3Proxy: {@code events/…} of the bucket is {@code events/…} of the
 * directory. Conditional writes and SHA-256 checksums hold; Object Lock and lifecycle rules are not there.
 *
 * <p>Everything lies on disk when a PUT is answered (not forced to the platter), so objects outlive the process, a killed
 * one too.
 */
public final class LocalS3 implements AutoCloseable {
    /** The top-level folders of the archive: they stand directly in the directory, as in a copy of the bucket. */
    private static final List<String> FOLDERS = List.of("events", "receipts", "quarantine");

    /** S3Proxy's own corner of the directory, where each bucket is a folder. */
    private static final String BUCKETS = ".buckets";

    /** How S3Proxy names a file that it is still writing. */
    private static final Pattern UNFINISHED = Pattern.compile(".+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final S3Proxy server;
    private final DirectoryLock lock;

    private LocalS3(S3Proxy server, DirectoryLock lock) {
        this.server = requireNonNull(server, "server is null");
        this.lock = requireNonNull(lock, "lock is null");
    }

    /**
     * Starts it on a free port of loopback.
     *
     * @param directory where the objects are; made if it is not there
     * @throws LocalAwsException if the directory can't be used, or another process uses it
     */
    public static LocalS3 start(Path directory, String bucket) {
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            Path root = directory.toRealPath();
            Path buckets = root.resolve(BUCKETS);
            layOut(root, Files.createDirectories(buckets.resolve(bucket)));
            S3Proxy server = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(buckets.toString()))
                    .endpoint(URI.create("http://" + LocalAws.LOOPBACK + ":0"))
                    .awsAuthentication(AuthenticationType.NONE, null, null)
                    .stopTimeout(0)
                    .build();
            server.start();
            return new LocalS3(server, lock);
        } catch (IOException e) {
            lock.close();
            throw new LocalAwsException("cannot keep objects in " + directory + ": " + e, e);
        } catch (Exception e) {
            lock.close();
            throw new LocalAwsException("S3 cannot start: " + e, e);
        }
    }

    /** The address for clients; buckets go into the path. */
    public URI endpoint() {
        return URI.create("http://" + LocalAws.LOOPBACK + ":" + server.getPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new LocalAwsException("S3 cannot stop: " + e, e);
        } finally {
            lock.close();
        }
    }

    private static void layOut(Path directory, Path bucket) throws IOException {
        for (String folder : FOLDERS) {
            Path plain = Files.createDirectories(directory.resolve(folder));
            removeUnfinished(plain);
            Path link = bucket.resolve(folder);
            if (Files.notExists(link)) {
                Files.createSymbolicLink(link, bucket.relativize(plain));
            }
        }
    }

    /** What a killed process left half written was never confirmed to anybody, and is no object. */
    private static void removeUnfinished(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (UNFINISHED.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}
