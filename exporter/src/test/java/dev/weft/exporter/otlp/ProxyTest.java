package dev.weft.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.exporter.AgentThreads;
import dev.weft.exporter.DropReason;
import dev.weft.exporter.PipelineSettings;
import dev.weft.exporter.SpanPipeline;
import dev.weft.exporter.Spans;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ProxyTest {

  private final AgentThreads threads = new AgentThreads();
  private FaultServer proxy;

  @BeforeEach
  void nameTheProxy() throws IOException {
    proxy = new FaultServer();
    for (String scheme : new String[] {"http", "https"}) {
      System.setProperty(scheme + ".proxyHost", "127.0.0.1");
      System.setProperty(scheme + ".proxyPort", String.valueOf(proxy.port()));
    }
  }

  @AfterEach
  void forgetTheProxy() throws IOException {
    for (String scheme : new String[] {"http", "https"}) {
      System.clearProperty(scheme + ".proxyHost");
      System.clearProperty(scheme + ".proxyPort");
    }
    System.clearProperty("http.nonProxyHosts");
    proxy.close();
  }

  @Test
  void asksTheProxyForTheWholeAddress() {
    SpanPipeline pipeline = send(OtlpSettings.builder("http://collector.invalid:4318/v1/traces"));

    assertThat(pipeline.accounting().exported()).isEqualTo(3);
    assertThat(proxy.requests.get(0).head())
        .startsWith("POST http://collector.invalid:4318/v1/traces HTTP/1.1\r\n")
        .contains("Host: collector.invalid:4318\r\n");
  }

  @Test
  void tunnelsTlsThroughTheProxy(@TempDir Path directory) throws Exception {
    TestIdentity identity =
        TestIdentity.make(directory.resolve("store"), "EC", "dns:collector.invalid");
    try (FaultServer collector = new FaultServer("https", identity.serverSockets(null), 0)) {
      proxy.then(relayTo(collector.port()));
      SpanPipeline pipeline =
          send(
              OtlpSettings.builder("https://collector.invalid:4318/v1/traces")
                  .trustedCertificates(identity.certificatePem()));

      assertThat(pipeline.accounting().exported()).isEqualTo(3);
      assertThat(proxy.requests.get(0).head())
          .startsWith("CONNECT collector.invalid:4318 HTTP/1.1\r\n");
      assertThat(collector.requests.get(0).head()).startsWith("POST /v1/traces HTTP/1.1\r\n");
    }
  }

  @Test
  void countsWhatTheProxyDoesNotLetThrough() {
    proxy.always(FaultServer.status(407));
    SpanPipeline pipeline =
        send(OtlpSettings.builder("https://collector.invalid/v1/traces").retry(false));

    assertThat(pipeline.accounting().dropped(DropReason.UNREACHABLE)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, , true",
    "127.0.0.1, , true",
    "[::1], , true",
    "collector, , false",
    "collector.corp, *.corp, true",
    "collector.CORP, other|*.corp, true",
    "corp, *.corp, false",
    "collector, coll*, true",
    "collector, *lect*, true",
    "collector, collecto, false",
    "collector, collector, true",
    "collector, *, true",
    "collector, ||, false",
    "localhost, collector, false",
  })
  void goesDirectlyToTheHostsThatAreExempt(String host, String exempt, boolean direct) {
    if (exempt != null) {
      System.setProperty("http.nonProxyHosts", exempt);
    }

    ProxyRoute route = ProxyRoute.to(Endpoint.parse("http://" + host + ":4318"));

    assertThat(route == null).isEqualTo(direct);
  }

  private static FaultServer.Fault relayTo(int port) {
    return client -> {
      client
          .getOutputStream()
          .write("HTTP/1.1 200 Tunnel\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      try (Socket target = new Socket("127.0.0.1", port)) {
        Thread back = new Thread(() -> pump(target, client));
        back.setDaemon(true);
        back.start();
        pump(client, target);
      }
      return false;
    };
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side has closed.
    }
  }

  private SpanPipeline send(OtlpSettings.Builder settings) {
    SpanPipeline pipeline = new SpanPipeline(PipelineSettings.defaults(), threads);
    new Spans(pipeline).end(3);
    pipeline.start(OtlpSender.http(settings.build(), threads));
    pipeline.forceFlush().join(50, TimeUnit.SECONDS);
    pipeline.close();
    assertThat(pipeline.accounting().pending()).isZero();
    return pipeline;
  }
}
