package dev.taly.activity.runtime;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/**
 * How a process is started.
 *
 * @param name also the access key that it signs with, so that its requests can be told from others'
 * @param handler as {@code package.Class::method}
 * @param environment the variables that the function sees besides Lambda's own, which they may overrule; the test's are not handed on
 * @param directory takes what it prints, in {@link ExecutionEnvironment#LOG}; for processes of this kind only
 * @param classPath with Lambda's runtime
 * @param snapshot whether the start ends with a snapshot, and {@link ExecutionEnvironment#restore} is waited for
 */
public record Launch(
        String name,
        String handler,
        Map<String, String> environment,
        Path directory,
        String classPath,
        boolean snapshot) {
    public Launch {
        requireNonNull(name, "name is null");
        requireNonNull(handler, "handler is null");
        environment = Map.copyOf(environment);
        requireNonNull(directory, "directory is null");
        requireNonNull(classPath, "classPath is null");
    }

    /** With the test's own class path, and without a snapshot. */
    public static Launch of(String name, String handler, Map<String, String> environment, Path directory) {
        return new Launch(name, handler, environment, directory, System.getProperty("java.class.path"), false);
    }

    /** The same with another class path, to which Lambda's runtime is added. */
    public Launch from(Path... entries) {
        return new Launch(name, handler, environment, directory, RuntimeJars.classPath(entries), snapshot);
    }

    /** The same with a snapshot. */
    public Launch withSnapshot() {
        return new Launch(name, handler, environment, directory, classPath, true);
    }
}
