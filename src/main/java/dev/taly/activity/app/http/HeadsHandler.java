package dev.taly.activity.app.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Tells the deadline of heads when one has arrived, and when the next is waited for. */
final class HeadsHandler extends Handler.Wrapper {
    private final HeadDeadline heads;

    HeadsHandler(HeadDeadline heads, Handler handler) {
        super(handler);
        this.heads = heads;
    }

    @Override
    public boolean handle(Request request, Response response, Callback jettys) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        heads.arrived(connection);
        return super.handle(request, response, Callback.from(() -> heads.awaitNext(connection), jettys));
    }
}
