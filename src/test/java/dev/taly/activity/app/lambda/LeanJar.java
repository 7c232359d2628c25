package dev.taly.activity.app.lambda;

import java.nio.file.Files;
import java.nio.file.Path;

/** The jar that is deployed, as this build made it. */
final class LeanJar {
    private LeanJar() {}

    static Path path() {
        return Path.of(System.getProperty("lambda.jar", "target/activity-logger-lambda.jar"))
                .toAbsolutePath();
    }

    /** Whether this build made it; then it is not one of before. */
    static boolean isBuilt() {
        return !Boolean.getBoolean("lambda.skip") && Files.exists(path());
    }
}
