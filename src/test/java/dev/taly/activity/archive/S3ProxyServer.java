package dev.taly.activity.archive;

import dev.taly.activity.app.AwsClients;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.S3Client;

/** S3Proxy on a folder, on a free port of the loopback interface. */
final class S3ProxyServer implements AutoCloseable {
    private final S3Proxy proxy;
    private final S3Client client;

    S3ProxyServer(Path folder) throws Exception {
        proxy = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.NONE, null, null)
                .build();
        proxy.start();
        client = AwsClients.ofEmulator(URI.create("http://127.0.0.1:" + proxy.getPort()), "us-east-1")
                .s3();
    }

    ObjectStore emptyStore() {
        String bucket = "activity-log-" + UUID.randomUUID();
        client.createBucket(create -> create.bucket(bucket));
        return new S3ObjectStore(client, bucket);
    }

    @Override
    public void close() {
        client.close();
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy cannot be stopped", e);
        }
    }
}
