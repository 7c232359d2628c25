package dev.taly.activity.app.http;

import org.eclipse.jetty.server.Handler;

/** Something beside the HTTP door: it handles the requests that are its own, and leaves the others. It keeps no thread. */
public interface Page extends Handler {}
