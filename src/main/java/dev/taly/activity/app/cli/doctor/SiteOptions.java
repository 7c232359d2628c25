package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.EndpointOptions;
import dev.taly.activity.app.cli.shell.Given;
import dev.taly.activity.app.cli.shell.LocalStackFile;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.LocalEndpoints;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the stack is: flags, then environment, then the local stack. Who names a local stack's directory, means that. */
final class SiteOptions {
    private static final Path DEFAULT_DATA = Path.of("data");

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "The deployed stack; else ACTIVITY_STACK, else the local stack.")
    private @Nullable String stack;

    @Mixin
    private EndpointOptions endpoint;

    @Option(names = "--data", paramLabel = "DIR", description = "The local stack on that directory (default: data).")
    private @Nullable Path data;

    /** Opens it; the caller closes it. */
    OpenSite open() {
        if (stack != null && data != null) {
            throw new CommandFailure("--stack and --data name two stacks", "Give one of them.");
        }
        Optional<String> name = Given.flag(stack);
        if (name.isEmpty() && data == null) {
            name = Given.variable("ACTIVITY_STACK");
        }
        return name.isPresent() ? deployed(name.get()) : local();
    }

    private OpenSite deployed(String name) {
        Services services = new Services(endpoint.clients(Optional.empty()));
        try {
            Account account = new AwsAccount(services);
            return new OpenSite(Sites.deployed(name, account, endpoint.url()), account, services);
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
    }

    private OpenSite local() {
        endpoint.needs("a stack", "--stack");
        Path directory = data == null ? DEFAULT_DATA : data;
        LocalEndpoints at = LocalStackFile.running(directory, "name a stack with --stack");
        Services services = new Services(AwsClients.ofEmulator(at.snsEndpoint(), LocalAws.REGION));
        return new OpenSite(Sites.local(at, directory), new AwsAccount(services), services);
    }
}
