package dev.taly.activity.app.cli;

import dev.taly.activity.app.cli.audit.ExportCommand;
import dev.taly.activity.app.cli.audit.QueryCommand;
import dev.taly.activity.app.cli.audit.SqlCommand;
import dev.taly.activity.app.cli.audit.StatsCommand;
import dev.taly.activity.app.cli.audit.TailCommand;
import dev.taly.activity.app.cli.cost.CostCommand;
import dev.taly.activity.app.cli.dlq.DlqCommand;
import dev.taly.activity.app.cli.doctor.DoctorCommand;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.config.ConfigException;
import dev.taly.activity.deadletter.LetterQueueException;
import dev.taly.activity.local.LocalAwsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import software.amazon.awssdk.core.exception.SdkException;

/** The command {@code activity}. */
@Command(
        name = "activity",
        description = "An audit log in your own AWS account, and on your own machine.",
        mixinStandardHelpOptions = true,
        versionProvider = Activity.Version.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        subcommands = {
            DemoCommand.class,
            LocalCommand.class,
            PublishCommand.class,
            WorkerCommand.class,
            ServeCommand.class,
            TailCommand.class,
            QueryCommand.class,
            StatsCommand.class,
            SqlCommand.class,
            ExportCommand.class,
            TokenCommand.class,
            DlqCommand.class,
            DoctorCommand.class,
            SchemaCommand.class,
            CostCommand.class,
            PiiCommand.class,
            RetentionCommand.class
        })
public final class Activity {
    private static final int COULD_NOT = 2;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log what happens, and give stack traces with errors.")
    private boolean verbose;

    private Activity() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Console console = Console.ofProcess();
        int exit = COULD_NOT;
        try {
            exit = run(console, arguments);
        } catch (Throwable e) {
            console.problem(e.toString(), "");
        }
        // Also where an emulator's threads are left.
        System.exit(exit);
    }

    /** Runs a command and returns its exit code. */
    static int run(Console console, String... arguments) {
        Activity root = new Activity();
        CommandLine commandLine = new CommandLine(root, new CommandFactory(console))
                .setOut(console.out())
                .setErr(console.err())
                .setColorScheme(console.colourScheme())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExitCodeExceptionMapper(e -> COULD_NOT)
                .setParameterExceptionHandler((e, given) -> refuse(e, console))
                .setExecutionExceptionHandler((e, command, result) -> explain(e, root.verbose, console));
        commandLine.setExecutionStrategy(parsed -> {
            Logging.configure(
                    root.verbose,
                    parsed.subcommand() == null
                            ? ""
                            : parsed.subcommand().commandSpec().name());
            return new CommandLine.RunLast().execute(parsed);
        });
        return commandLine.execute(arguments);
    }

    /** Without the whole help, which would scroll it away. */
    private static int refuse(CommandLine.ParameterException e, Console console) {
        CommandLine command = e.getCommandLine();
        if (!command.getSubcommands().isEmpty()) {
            console.problem(sentence(e), "");
            command.usage(console.err());
            return COULD_NOT;
        }
        console.problem(sentence(e), command.getCommandSpec().qualifiedName() + " --help says what can be given.");
        CommandLine.UnmatchedArgumentException.printSuggestions(e, console.err());
        return COULD_NOT;
    }

    private static int explain(Exception e, boolean verbose, Console console) {
        if (e instanceof CommandFailure failure) {
            console.problem(sentence(failure), failure.hint());
        } else if (e instanceof ConfigException) {
            console.problem(sentence(e), "Mend it, and start again.");
        } else if (e instanceof LocalAwsException) {
            console.problem(sentence(e), "Choose another port or directory, or stop what is there.");
        } else if (e instanceof SdkException
                || e instanceof ObjectStoreException
                || e instanceof IOException
                || e instanceof UncheckedIOException
                || e instanceof LetterQueueException) {
            console.problem(sentence(e), "");
        } else {
            console.problem(e.toString(), "This should not happen; --verbose shows where it did.");
        }
        if (verbose) {
            e.printStackTrace(console.err());
        }
        return COULD_NOT;
    }

    private static String sentence(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Gives each command the console. */
    private record CommandFactory(Console console) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (Callable.class.isAssignableFrom(type)) {
                Constructor<K> constructor = type.getDeclaredConstructor(Console.class);
                constructor.setAccessible(true);
                return constructor.newInstance(console);
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    /** The jar's version. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Activity.class.getPackage().getImplementationVersion();
            return new String[] {"activity-logger " + (version == null ? "(built from sources)" : version)};
        }
    }
}
