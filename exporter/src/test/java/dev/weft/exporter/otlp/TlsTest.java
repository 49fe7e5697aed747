package dev.weft.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.exporter.AgentThreads;
import dev.weft.exporter.DropReason;
import dev.weft.exporter.PipelineSettings;
import dev.weft.exporter.RecordedLog;
import dev.weft.exporter.SpanPipeline;
import dev.weft.exporter.Spans;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TlsTest {

  private static TestIdentity server;
  private static TestIdentity elsewhere;
  private static TestIdentity expired;
  private static TestIdentity client;

  private final AgentThreads threads = new AgentThreads();

  @BeforeAll
  static void makeCertificates(@TempDir Path directory) throws Exception {
    server = TestIdentity.make(directory.resolve("server"), "EC", "ip:127.0.0.1");
    elsewhere = TestIdentity.make(directory.resolve("elsewhere"), "EC", "dns:elsewhere.example");
    expired = TestIdentity.makeExpired(directory.resolve("expired"), "ip:127.0.0.1");
    client = TestIdentity.make(directory.resolve("client"), "RSA", "dns:client");
  }

  @BeforeEach
  void clearLog() {
    RecordedLog.clear();
  }

  @ParameterizedTest
  @EnumSource
  void trustsTheCertificateItIsGiven(TestProtocol protocol) throws Exception {
    try (TestCollector collector = protocol.collector("https", server.serverSockets(null))) {
      SpanPipeline pipeline =
          send(
              protocol,
              OtlpSettings.builder(collector.url()).trustedCertificates(server.certificatePem()));

      assertThat(pipeline.accounting().exported()).isEqualTo(1000);
      assertThat(collector.spans()).isEqualTo(1000);
      assertThat(collector.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void trustsNobodyElse(TestProtocol protocol) throws Exception {
    try (TestCollector collector = protocol.collector("https", server.serverSockets(null))) {
      SpanPipeline pipeline = send(protocol, OtlpSettings.builder(collector.url()).retry(false));

      assertThat(pipeline.accounting().dropped(DropReason.UNREACHABLE)).isEqualTo(1000);
      assertThat(collector.spans()).isZero();
      assertThat(RecordedLog.lines())
          .singleElement()
          .asString()
          .contains("SSLHandshakeException")
          .doesNotContain("stack trace");
    }
  }

  @ParameterizedTest
  @EnumSource
  void trustsNoCertificateForAnotherHost(TestProtocol protocol) throws Exception {
    try (TestCollector collector = protocol.collector("https", elsewhere.serverSockets(null))) {
      SpanPipeline pipeline =
          send(
              protocol,
              OtlpSettings.builder(collector.url())
                  .retry(false)
                  .trustedCertificates(elsewhere.certificatePem()));

      assertThat(pipeline.accounting().dropped(DropReason.UNREACHABLE)).isEqualTo(1000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void trustsNoCertificateThatHasExpired(TestProtocol protocol) throws Exception {
    try (TestCollector collector = protocol.collector("https", expired.serverSockets(null))) {
      SpanPipeline pipeline =
          send(
              protocol,
              OtlpSettings.builder(collector.url())
                  .retry(false)
                  .trustedCertificates(expired.issuerPem()));

      assertThat(pipeline.accounting().dropped(DropReason.UNREACHABLE)).isEqualTo(1000);
      assertThat(RecordedLog.lines()).singleElement().asString().contains("SSLHandshakeException");
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsItsOwnCertificate(TestProtocol protocol) throws Exception {
    try (TestCollector collector = protocol.collector("https", server.serverSockets(client))) {
      SpanPipeline pipeline =
          send(
              protocol,
              OtlpSettings.builder(collector.url())
                  .trustedCertificates(server.certificatePem())
                  .clientKey(client.keyPem())
                  .clientCertificate(client.certificatePem()));

      assertThat(pipeline.accounting().exported()).isEqualTo(1000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesNotHangInAHandshakeThatDoesNotGoOn(TestProtocol protocol) throws Exception {
    try (java.net.ServerSocket deaf = new java.net.ServerSocket(0)) {
      SpanPipeline pipeline =
          send(
              protocol,
              OtlpSettings.builder("https://127.0.0.1:" + deaf.getLocalPort()).timeoutMillis(300));

      assertThat(pipeline.accounting().dropped(DropReason.UNREACHABLE)).isEqualTo(1000);
      assertThat(RecordedLog.lines()).singleElement().asString().contains("timed out");
    }
  }

  @Test
  void saysWhatIsWrongWithAKeyOrCertificate() {
    byte[] junk = "junk".getBytes(StandardCharsets.US_ASCII);
    byte[] old =
        "-----BEGIN RSA PRIVATE KEY-----\nAA==\n-----END RSA PRIVATE KEY-----\n"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] hollow =
        "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n"
            .getBytes(StandardCharsets.US_ASCII);

    assertUnusable(settings().trustedCertificates(junk), "");
    assertUnusable(settings().trustedCertificates(new byte[0]), "no X.509 certificate");
    assertUnusable(settings().clientKey(client.keyPem()), "need each other");
    assertUnusable(settings().clientCertificate(client.certificatePem()), "need each other");
    assertUnusable(
        settings().clientKey(old).clientCertificate(client.certificatePem()), "openssl pkcs8");
    assertUnusable(
        settings().clientKey(hollow).clientCertificate(client.certificatePem()), "neither RSA");
  }

  private void assertUnusable(OtlpSettings.Builder settings, String message) {
    assertThatThrownBy(() -> OtlpSender.http(settings.build(), threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static OtlpSettings.Builder settings() {
    return OtlpSettings.builder("https://host");
  }

  private SpanPipeline send(TestProtocol protocol, OtlpSettings.Builder settings) {
    SpanPipeline pipeline =
        new SpanPipeline(PipelineSettings.defaults().withBatchSize(1000), threads);
    new Spans(pipeline).end(1000);
    pipeline.start(protocol.sender(settings.build(), threads));
    pipeline.forceFlush().join(50, TimeUnit.SECONDS);
    pipeline.close();
    assertThat(pipeline.accounting().pending()).isZero();
    return pipeline;
  }
}
