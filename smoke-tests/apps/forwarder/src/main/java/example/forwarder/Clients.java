package example.forwarder;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.StringEntity;
import org.apache.http.util.EntityUtils;

/** The libraries, by name. Each client is kept, as an application would, connections with it. */
final class Clients {
  private final HttpClient java = HttpClient.newHttpClient();
  private final org.apache.http.impl.client.CloseableHttpClient apache4 =
      org.apache.http.impl.client.HttpClients.createDefault();
  private final CloseableHttpClient apache5 = HttpClients.createDefault();
  private final CloseableHttpAsyncClient apache5Async = HttpAsyncClients.createDefault();

  Clients() {
    apache5Async.start();
  }

  Client named(String name) {
    switch (name) {
      case "java":
        return this::java;
      case "java-async":
        return this::javaAsync;
      case "url-connection":
        return Clients::urlConnection;
      case "apache-4":
        return this::apache4;
      case "apache-5":
        return this::apache5;
      case "apache-5-async":
        return this::apache5Async;
      default:
        throw new IllegalArgumentException(name);
    }
  }

  private int java(URI url, String content) throws Exception {
    return java.send(javaRequest(url, content), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private int javaAsync(URI url, String content) throws Exception {
    return java.sendAsync(javaRequest(url, content), HttpResponse.BodyHandlers.ofString())
        .get()
        .statusCode();
  }

  private static HttpRequest javaRequest(URI url, String content) {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(content))
        .build();
  }

  private static int urlConnection(URI url, String content) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    try (InputStream in = connection.getInputStream()) {
      in.readAllBytes();
    }
    return connection.getResponseCode();
  }

  private int apache4(URI url, String content) throws Exception {
    HttpPost post = new HttpPost(url);
    post.setEntity(new StringEntity(content, org.apache.http.entity.ContentType.APPLICATION_JSON));
    try (CloseableHttpResponse response = apache4.execute(post)) {
      EntityUtils.consume(response.getEntity());
      return response.getStatusLine().getStatusCode();
    }
  }

  private int apache5(URI url, String content) throws Exception {
    return apache5.execute(
        ClassicRequestBuilder.post(url).setEntity(content, ContentType.APPLICATION_JSON).build(),
        response -> {
          org.apache.hc.core5.http.io.entity.EntityUtils.consume(response.getEntity());
          return response.getCode();
        });
  }

  private int apache5Async(URI url, String content) throws Exception {
    SimpleHttpRequest post =
        SimpleRequestBuilder.post(url).setBody(content, ContentType.APPLICATION_JSON).build();
    return apache5Async.execute(post, null).get().getCode();
  }
}
