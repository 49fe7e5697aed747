package example.relay;

import example.smoke.SelfCallingServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** {@link SelfCallingServer}, which asks by the newer of the JDK's clients. */
final class Server {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Server() {}

  public static void main(String[] arguments) throws IOException {
    SelfCallingServer.serve(0, Server::get);
  }

  private static String get(URI uri) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
