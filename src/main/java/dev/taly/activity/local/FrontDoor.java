package dev.taly.activity.local;

import java.io.IOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One port on loopback for all services: it looks at a request's signature and hands it on. */
final class FrontDoor implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;
    private volatile boolean refusesPublishing;

    private FrontDoor(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Takes the port; requests wait until {@link #serve}.
     *
     * @param port 0 for any free one
     * @throws LocalAwsException if the port is in use
     */
    static FrontDoor open(int port) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("local-aws");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(LocalAws.LOOPBACK);
        connector.setPort(port);
        server.addConnector(connector);
        try {
            connector.open();
        } catch (IOException e) {
            throw new LocalAwsException(problem(port, e), e);
        }
        return new FrontDoor(server, connector);
    }

    URI address() {
        return URI.create("http://" + LocalAws.LOOPBACK + ":" + connector.getLocalPort());
    }

    void serve(Handler sns, URI sqs, URI s3) {
        Map<AwsService, Handler> services = new EnumMap<>(AwsService.class);
        services.put(AwsService.SNS, sns);
        services.put(AwsService.SQS, passOnTo(sqs));
        services.put(AwsService.S3, passOnTo(s3));
        server.setHandler(new Router(services));
        try {
            server.start();
        } catch (Exception e) {
            throw new LocalAwsException("the local endpoint cannot start: " + e, e);
        }
    }

    void refusePublishing() {
        refusesPublishing = true;
    }

    @Override
    public void close() {
        try {
            server.stop();
            connector.close();
        } catch (Exception e) {
            throw new LocalAwsException("the local endpoint cannot stop: " + e, e);
        }
    }

    private static Handler passOnTo(URI service) {
        return new ProxyHandler.Reverse("http://[^/]+(/.*)?", service + "$1");
    }

    private static String problem(int port, IOException e) {
        boolean inUse = String.valueOf(e.getCause()).contains("in use")
                || String.valueOf(e.getMessage()).contains("in use");
        String address = LocalAws.LOOPBACK + ":" + port;
        return inUse
                ? "port " + port + " on " + LocalAws.LOOPBACK + " is in use"
                : "cannot listen on " + address + ": " + (e.getCause() == null ? e : e.getCause()).getMessage();
    }

    private final class Router extends Handler.Sequence {
        private final Map<AwsService, Handler> services;

        Router(Map<AwsService, Handler> services) {
            super(services.values().toArray(Handler[]::new));
            this.services = Map.copyOf(services);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            AwsService asked = AwsService.of(request);
            if (refusesPublishing && asked == AwsService.SNS) {
                Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "stopping");
                return true;
            }
            Handler service = services.get(asked);
            return service != null && service.handle(request, response, callback);
        }
    }
}
