package dev.weft.benchmarks.overhead;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** An application under measurement; benchmarks/apps has its source. */
enum App {
  SERVLET("servlet", "one servlet on Tomcat", "example.servlet.Server", "/hello", 256, 2000),
  SPRING(
      "spring",
      "Spring Boot: MVC, JPA, pool, a call",
      "example.spring.OrderApplication",
      "/orders/%d",
      512,
      300),
  WEBFLUX(
      "webflux",
      "Spring Boot: WebFlux, a call",
      "example.webflux.PriceApplication",
      "/prices/%d",
      256,
      500);

  /** Requests that take turns. */
  private static final int REQUESTS = 10;

  private final String word;
  private final String label;
  private final String main;
  private final String path;
  private final int heapMegabytes;
  private final int rate;

  App(String word, String label, String main, String path, int heapMegabytes, int rate) {
    this.word = word;
    this.label = label;
    this.main = main;
    this.path = path;
    this.heapMegabytes = heapMegabytes;
    this.rate = rate;
  }

  String word() {
    return word;
  }

  String label() {
    return label;
  }

  /** Requests per second that every contestant can answer. */
  int rate() {
    return rate;
  }

  /** Options of the JVM. */
  List<String> jvm() {
    return List.of("-Xms" + heapMegabytes + "m", "-Xmx" + heapMegabytes + "m");
  }

  /** What follows the options of the JVM on its command line. */
  List<String> command(Path apps, int port, String sink) {
    Path target = apps.resolve(word).resolve("target");
    return List.of(
        "-Dserver.port=" + port,
        "-Dprices.url=" + sink,
        "-cp",
        target.resolve("classes") + ":" + target.resolve("lib") + "/*",
        main);
  }

  byte[][] requests() {
    byte[][] requests = new byte[REQUESTS][];
    for (int i = 0; i < REQUESTS; i++) {
      String head = "GET " + path.replace("%d", "" + i) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
      requests[i] = head.getBytes(StandardCharsets.US_ASCII);
    }
    return requests;
  }

  static App of(String word) {
    for (App app : values()) {
      if (app.word.equals(word)) {
        return app;
      }
    }
    throw new Refusal("no application is called " + word + ": servlet, spring, webflux");
  }
}
