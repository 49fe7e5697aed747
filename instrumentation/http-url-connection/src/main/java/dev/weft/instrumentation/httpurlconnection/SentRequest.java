package dev.weft.instrumentation.httpurlconnection;

import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** A request as it was when it was begun; a redirect changes the connection's URL and method. */
final class SentRequest {
  private final WeakReference<HttpURLConnection> connection;
  private final URL url;
  private final String method;

  private SentRequest(HttpURLConnection connection, String method) {
    this.connection = new WeakReference<>(connection);
    this.url = connection.getURL();
    this.method = method;
  }

  /**
   * The request of a connection that is about to be used.
   *
   * @param call the method that uses it: asking for the output stream makes a POST of a GET
   */
  static SentRequest of(HttpURLConnection connection, String call) {
    String method = connection.getRequestMethod();
    boolean output = connection.getDoOutput() && !call.equals("getInputStream");
    return new SentRequest(connection, output && method.equals("GET") ? "POST" : method);
  }

  URL url() {
    return url;
  }

  String method() {
    return method;
  }

  @Nullable String header(String name) {
    HttpURLConnection alive = connection.get();
    return alive == null ? null : alive.getRequestProperty(name);
  }
}
