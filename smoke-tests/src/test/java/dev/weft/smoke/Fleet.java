package dev.weft.smoke;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the members of the fleet are started; each is ready when it is there. */
final class Fleet {
  static final List<String> SERVICES = List.of("shop", "stock", "ledger");

  private static final String READY = "ready on ";

  private Fleet() {}

  /** Jetty 12 on Java 21, by HTTP with compression. */
  static JavaProcess ledger(Collector collector, String kafka, String topic, String database)
      throws InterruptedException {
    return java(
        21, "Ledger", collector, "-Dotel.exporter.otlp.compression=gzip", kafka, topic, database);
  }

  /** Tomcat 9 on Java 8, by HTTP. */
  static JavaProcess shop(Collector collector, String redis, String stock)
      throws InterruptedException {
    return java(8, "Shop", collector, "-Dotel.exporter.otlp.compression=none", redis, stock);
  }

  private static JavaProcess java(
      int version, String service, Collector collector, String option, String... arguments)
      throws InterruptedException {
    String name = service.toLowerCase(Locale.ROOT);
    List<String> line =
        new ArrayList<>(
            List.of(
                SpanAccount.OPTION,
                "-Dotel.service.name=" + name,
                "-Dotel.exporter.otlp.endpoint=" + collector.endpoint("http/protobuf"),
                "-Dotel.bsp.schedule.delay=100",
                option,
                "-cp",
                Weft.classPath("fleet-" + name),
                "example.fleet." + service));
    line.addAll(List.of(arguments));
    JavaProcess process =
        JavaProcess.start(Weft.java(Jdk.of(version), line.toArray(String[]::new)));
    process.awaitOut(READY);
    return process;
  }

  /**
   * Tomcat 10.1 on Java 17 in a container, to which the agent comes by the environment, by gRPC.
   */
  static HostContainer stock(Collector collector, String kafka, String topic, String ledger) {
    Path target = Weft.ROOT.resolve("smoke-tests/apps/fleet-stock/target");
    return HostContainer.start(
        "java",
        Map.of(
            "JAVA_TOOL_OPTIONS", "-javaagent:/weft/weft-agent.jar",
            "WEFT_LOG_LEVEL", "debug",
            "OTEL_SERVICE_NAME", "stock",
            "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
            "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint("grpc"),
            "OTEL_BSP_SCHEDULE_DELAY", "100"),
        Map.of(
            "/weft/weft-agent.jar", Weft.JAR,
            "/application/classes", target.resolve("classes"),
            "/application/lib", target.resolve("lib")),
        READY,
        "java",
        "-cp",
        "/application/classes" + File.pathSeparator + "/application/lib/*",
        "example.fleet.Stock",
        kafka,
        topic,
        ledger);
  }

  /** nginx, between the address where it listens and the shop. */
  static HostContainer edge(int port, String shop) {
    return HostContainer.start(
        "nginx",
        Map.of("LISTEN", "127.0.0.1:" + port, "UPSTREAM", URI.create(shop).getAuthority()),
        Map.of(),
        "start worker process");
  }

  /** Where a service listens. */
  static String url(JavaProcess service) throws InterruptedException {
    return url(service.awaitOut(READY));
  }

  /** Where a service listens. */
  static String url(HostContainer service) {
    return service.out().stream()
        .filter(line -> line.startsWith(READY))
        .map(Fleet::url)
        .findFirst()
        .orElseThrow();
  }

  private static String url(String line) {
    return "http://127.0.0.1:" + line.substring(READY.length());
  }
}
