package dev.weft.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.exporter.AgentThreads;
import dev.weft.exporter.DropReason;
import dev.weft.exporter.PipelineSettings;
import dev.weft.exporter.RecordedLog;
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
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ProxyTest {

  private static final String AUTHORIZATION = "Proxy-Authorization: Basic dXNlcjpzZWNyZXQ=";

  private final AgentThreads threads = new AgentThreads();
  private FaultServer proxy;

  @BeforeEach
  void nameTheProxy() throws IOException {
    RecordedLog.clear();
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
      System.clearProperty(scheme + ".proxyUser");
      System.clearProperty(scheme + ".proxyPassword");
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
  void tellsTheProxyWhoAsks() {
    authenticate("http");
    SpanPipeline pipeline = send(OtlpSettings.builder("http://collector.invalid:4318/v1/traces"));

    assertThat(pipeline.accounting().exported()).isEqualTo(3);
    assertThat(proxy.requests.get(0).head()).contains("\r\n" + AUTHORIZATION + "\r\n");
  }

  @ParameterizedTest
  @EnumSource
  void tunnelsTlsThroughAProxyThatWantsToKnowWhoAsks(TestProtocol protocol, @TempDir Path directory)
      throws Exception {
    authenticate("https");
    TestIdentity identity =
        TestIdentity.make(directory.resolve("store"), "EC", "dns:collector.invalid");
    try (TestCollector collector = protocol.collector("https", identity.serverSockets(null))) {
      proxy.then(relayTo(collector.port()));
      SpanPipeline pipeline =
          send(
              protocol,
              OtlpSettings.builder("https://collector.invalid:4318/v1/traces")
                  .trustedCertificates(identity.certificatePem()));

      assertThat(pipeline.accounting().exported()).isEqualTo(3);
      assertThat(collector.spans()).isEqualTo(3);
      assertThat(proxy.requests.get(0).head())
          .startsWith("CONNECT collector.invalid:4318 HTTP/1.1\r\n")
          .contains("\r\n" + AUTHORIZATION + "\r\n");
    }
  }

  @Test
  void tunnelsGrpcInTheClear() throws Exception {
    try (Http2FaultServer collector = new Http2FaultServer()) {
      proxy.then(relayTo(collector.port()));
      SpanPipeline pipeline =
          send(TestProtocol.GRPC, OtlpSettings.builder("http://collector.invalid:4317"));

      assertThat(pipeline.accounting().exported()).isEqualTo(3);
      assertThat(proxy.requests.get(0).head())
          .startsWith("CONNECT collector.invalid:4317 HTTP/1.1\r\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysNothingOfCredentialsThatTheProxyRefuses(TestProtocol protocol) {
    authenticate("https");
    proxy.always(FaultServer.status(407));
    SpanPipeline pipeline =
        send(protocol, OtlpSettings.builder("https://collector.invalid/v1/traces").retry(false));

    assertThat(pipeline.accounting().dropped(DropReason.UNREACHABLE)).isEqualTo(3);
    assertThat(RecordedLog.lines())
        .singleElement()
        .asString()
        .contains("the proxy answered 407")
        .doesNotContain("user", "secret", AUTHORIZATION.substring(AUTHORIZATION.length() - 10));
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

  private static void authenticate(String scheme) {
    System.setProperty(scheme + ".proxyUser", "user");
    System.setProperty(scheme + ".proxyPassword", "secret");
  }

  private SpanPipeline send(OtlpSettings.Builder settings) {
    return send(TestProtocol.HTTP, settings);
  }

  private SpanPipeline send(TestProtocol protocol, OtlpSettings.Builder settings) {
    SpanPipeline pipeline = new SpanPipeline(PipelineSettings.defaults(), threads);
    new Spans(pipeline).end(3);
    pipeline.start(protocol.sender(settings.build(), threads));
    pipeline.forceFlush().join(50, TimeUnit.SECONDS);
    pipeline.close();
    assertThat(pipeline.accounting().pending()).isZero();
    return pipeline;
  }
}
