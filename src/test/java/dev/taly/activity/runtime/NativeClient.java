package dev.taly.activity.runtime;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The native part of Lambda's runtime, unpacked. Left to itself, every process writes it to one and the same place, and crashes
 * another that has just mapped the file.
 */
final class NativeClient {
    private static final String PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private NativeClient() {}

    /** The JVM's flag for the library, which is unpacked into that directory first. */
    static String flag(Path directory) throws IOException {
        Path library = directory.resolve("aws-lambda-jni.so").toAbsolutePath();
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String name = "/jni/libaws-lambda-jni.linux-" + (arm ? "aarch_64" : "x86_64") + ".so";
        Path draft = Files.createTempFile(directory, "aws-lambda-jni", ".tmp");
        try (InputStream packed = requireNonNull(AWSLambda.class.getResourceAsStream(name), name)) {
            Files.copy(packed, draft, StandardCopyOption.REPLACE_EXISTING);
        }
        // In one step: whoever has mapped the one before keeps it.
        Files.move(draft, library, StandardCopyOption.ATOMIC_MOVE);
        return "-D" + PROPERTY + "=" + library;
    }
}
