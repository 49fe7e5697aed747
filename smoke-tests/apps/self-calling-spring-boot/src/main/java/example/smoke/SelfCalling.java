package example.smoke;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /inner} answers, {@code /outer} answers what {@code /inner} does, {@code /moved}
 * redirects, {@code /broken} fails. The source of all versions of Spring Boot.
 */
@SpringBootApplication
@RestController
public class SelfCalling {
  private final int port;

  SelfCalling(@Value("${server.port}") int port) {
    this.port = port;
  }

  public static void main(String[] arguments) {
    SpringApplication.run(SelfCalling.class, arguments);
  }

  @GetMapping("/inner")
  String inner() {
    return "inner";
  }

  @GetMapping("/outer")
  String outer() throws IOException {
    return get("http://localhost:" + port + "/shop/inner");
  }

  @GetMapping("/moved")
  ResponseEntity<Void> moved() {
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("inner")).build();
  }

  @GetMapping("/broken")
  String broken() {
    throw new IllegalStateException("broken");
  }

  private static String get(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    StringBuilder content = new StringBuilder();
    try (InputStream in = connection.getInputStream()) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        content.append((char) b);
      }
    }
    return content.toString();
  }
}
