package dev.taly.activity.runtime;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** The jars of Lambda's Java runtime, which are there before the function is. */
final class RuntimeJars {
    private static final List<Class<?>> INSIDE =
            List.of(AWSLambda.class, RequestStreamHandler.class, PojoSerializer.class, SdkInternalThreadLocal.class);

    private RuntimeJars() {}

    static String classPath(Path... entries) {
        List<Path> all = new ArrayList<>(List.of(entries));
        INSIDE.forEach(type -> all.add(jar(type)));
        return Stream.of(all).flatMap(List::stream).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
