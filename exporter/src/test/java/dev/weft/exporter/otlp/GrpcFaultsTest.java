package dev.weft.exporter.otlp;

import static dev.weft.exporter.otlp.Http2FaultServer.OK;
import static dev.weft.exporter.otlp.Http2FaultServer.httpStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.exporter.AgentThreads;
import dev.weft.exporter.DropReason;
import dev.weft.exporter.PipelineSettings;
import dev.weft.exporter.RecordedLog;
import dev.weft.exporter.SpanAccounting;
import dev.weft.exporter.SpanPipeline;
import dev.weft.exporter.Spans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector, or something on the way to it, can do to a call below the level of gRPC. */
@Timeout(60)
class GrpcFaultsTest {
  /** Over before long, yet enough for the export that follows, on a machine with much to do. */
  private static final int BRIEF_MILLIS = 3_000;

  private final AgentThreads threads = new AgentThreads();
  private final FakeClock clock = new FakeClock();
  private final SpanPipeline pipeline =
      new SpanPipeline(PipelineSettings.defaults().withScheduleDelayMillis(60_000), threads);
  private final Spans spans = new Spans(pipeline);
  private Http2FaultServer server;

  @BeforeEach
  void start() throws IOException {
    RecordedLog.clear();
    server = new Http2FaultServer();
  }

  @AfterEach
  void accountIsExactAndSilenceIsKept() throws IOException {
    pipeline.close();
    server.close();
    assertThat(account().exported() + account().dropped()).isEqualTo(account().ended());
    assertThat(account().pending()).isZero();
    assertThat(RecordedLog.lines()).noneMatch(line -> line.contains("stack trace"));
  }

  @Test
  void sendsOverOneConnection() {
    startSender(settings());
    spans.end(600);
    assertThat(flush()).isTrue();
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(server.requests).extracting(FaultServer.Request::spans).containsExactly(512, 88, 1);
    assertThat(server.connections()).isEqualTo(1);
    assertThat(RecordedLog.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void triesAgainWhatAProxySaysMayPass(int status) {
    server.then(httpStatus(status), httpStatus(status));
    startSender(settings());
    spans.end(10);
    assertThat(flush()).isTrue();

    assertThat(clock.pausesInMillis()).hasSize(2);
    assertThat(account().exported()).isEqualTo(10);
    assertThat(server.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 400, 401, 403, 404, 413, 500, 599})
  void dropsAtOnceWhatAProxyRefuses(int status) {
    server.then(httpStatus(status));
    startSender(settings());
    spans.end(10);
    assertThat(flush()).isFalse();
    spans.end(5);
    assertThat(flush()).isTrue();

    assertThat(clock.pausesInMillis()).isEmpty();
    assertThat(account().dropped(DropReason.REFUSED)).isEqualTo(10);
    assertThat(account().exported()).isEqualTo(5);
    assertThat(RecordedLog.lines().get(0)).contains("HTTP status " + status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "zero", "-1", "99", "99999999999999999999"})
  void dropsWhatIsAnsweredWithAStatusThatIsNone(String status) {
    server.then(answer -> answer.end(":status", "200", "grpc-status", status));
    startSender(settings());
    spans.end(3);
    assertThat(flush()).isFalse();
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(account().dropped(DropReason.REFUSED)).isEqualTo(3);
  }

  @Test
  void triesAgainAfterAReset() {
    server.then(
        answer -> {
          answer.socket().setSoLinger(true, 0);
          answer.socket().close();
        },
        answer -> answer.socket().close(),
        answer -> {
          answer.headers(":status", "200");
          answer.socket().close();
        });
    startSender(settings());
    spans.end(7);
    assertThat(flush()).isTrue();

    assertThat(clock.pausesInMillis()).hasSize(3);
    assertThat(account().exported()).isEqualTo(7);
  }

  @Test
  void triesAgainWhenTheCallAloneIsReset() {
    int refused = 7;
    server.then(answer -> answer.resetStream(refused));
    startSender(settings());
    spans.end(7);
    assertThat(flush()).isTrue();

    assertThat(account().exported()).isEqualTo(7);
  }

  @Test
  void goesToAnotherConnectionWhenToldThatThisOneEnds() {
    server.then(
        Http2FaultServer.Answer::goAway,
        answer -> {
          OK.apply(answer);
          answer.goAway();
        });
    startSender(settings());
    spans.end(7);
    assertThat(flush()).isTrue();
    spans.end(2);
    assertThat(flush()).isTrue();

    assertThat(account().exported()).isEqualTo(9);
  }

  @Test
  void replacesAConnectionThatTheCollectorHasClosedInTheMeantime() throws IOException {
    startSender(settings());
    for (int i = 0; i < 5; i++) {
      spans.end(1);
      assertThat(flush()).isTrue();
      server.closeConnections();
    }

    assertThat(server.spans()).isEqualTo(5);
    assertThat(account().exported()).isEqualTo(5);
    assertThat(RecordedLog.lines()).isEmpty();
  }

  @Test
  void sendsAgainWhenTheCollectorIsBack() throws IOException {
    int port = server.port();
    startSender(settings());
    spans.end(1);
    assertThat(flush()).isTrue();
    server.close();
    spans.end(2);
    assertThat(flush()).isFalse();

    server = new Http2FaultServer(port);
    spans.end(3);
    assertThat(flush()).isTrue();

    assertThat(account().exported()).isEqualTo(4);
    assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(2);
    assertThat(RecordedLog.lines().get(1)).contains("again; 2 were lost meanwhile");
  }

  @Test
  void deliversThroughACollectorThatFlaps() {
    for (int i = 0; i < 30; i++) {
      server.then(httpStatus(503), OK, answer -> answer.socket().close(), OK);
    }
    startSender(settings());
    for (int i = 0; i < 30; i++) {
      spans.end(3);
      assertThat(flush()).isTrue();
    }

    assertThat(account().exported()).isEqualTo(90);
    assertThat(RecordedLog.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\nand so on and so forth",
        "\u0000\u0000\u0004\u0063\u0000\u0000\u0000\u0000\u0001abcd\u00ff\u00ff\u00ff\u00ff",
        "\u0000\u0000\u0003\u0001\u0005\u0000\u0000\u0000\u0001\u00ff\u00ff\u00ff",
        "\u0000\u0000\u0001\u0001\u0005\u0000\u0000\u0000\u0001\u0000",
      })
  void survivesGarbage(String garbage) {
    server.then(answer -> answer.raw(garbage.getBytes(StandardCharsets.ISO_8859_1)));
    startSender(settings().timeoutMillis(BRIEF_MILLIS).retry(false), Clock.SYSTEM);
    spans.end(3);
    assertThat(flush()).isFalse();
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(account().dropped()).isEqualTo(3);
    assertThat(account().exported()).isEqualTo(1);
  }

  @Test
  void doesNotWaitForTheEndOfAnEndlessAnswer() {
    server.then(
        answer -> {
          answer.headers(":status", "200");
          byte[] zeros = new byte[16 * 1024];
          while (true) {
            answer.data(zeros);
          }
        });
    startSender(settings());
    spans.end(2);
    assertThat(flush()).isFalse();
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(account().dropped(DropReason.REFUSED)).isEqualTo(2);
    assertThat(account().exported()).isEqualTo(1);
  }

  @Test
  void doesNotWaitForEndlessHeaders() {
    server.then(
        answer -> {
          while (true) {
            answer.headers(":status", "100");
          }
        });
    startSender(settings().timeoutMillis(BRIEF_MILLIS), Clock.SYSTEM);
    spans.end(2);
    assertThat(flush()).isFalse();
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(account().dropped()).isEqualTo(2);
  }

  @Test
  void doesNotUnpackWhatItDidNotAskToBePacked() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 10; i++) {
        gzip.write(zeros);
      }
    }
    server.then(
        answer -> {
          answer.headers(":status", "200", "grpc-encoding", "gzip");
          answer.message((byte) 1, bomb.toByteArray());
          answer.end("grpc-status", "0");
        });
    startSender(settings());
    spans.end(2);
    assertThat(flush()).isTrue();

    assertThat(account().exported()).isEqualTo(2);
  }

  @Test
  void doesNotWaitForAByteNowAndThen() {
    server.then(
        answer -> {
          answer.headers(":status", "200");
          while (!awaitClosed(20)) {
            answer.data(new byte[1]);
          }
        });
    startSender(settings().timeoutMillis(BRIEF_MILLIS), Clock.SYSTEM);
    spans.end(2);
    assertThat(flush()).isFalse();
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(2);
  }

  @Test
  void doesNotHangWhenNobodyAcceptsTheConnection() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
        Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      startSender(
          OtlpSettings.builder("http://127.0.0.1:" + full.getLocalPort()).timeoutMillis(300),
          Clock.SYSTEM);
      spans.end(2);
      assertThat(flush()).isFalse();

      assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(2);
    }
  }

  @Test
  void doesNotHangInAWriteThatNobodyReads() throws IOException {
    try (ServerSocket deaf = new ServerSocket()) {
      deaf.setReceiveBufferSize(1024);
      deaf.bind(new java.net.InetSocketAddress("127.0.0.1", 0));
      startSender(
          OtlpSettings.builder("http://127.0.0.1:" + deaf.getLocalPort()).timeoutMillis(300),
          Clock.SYSTEM);
      String large = "x".repeat(100_000);
      for (int i = 0; i < 30; i++) {
        spans.end("large", large);
      }
      assertThat(flush()).isFalse();

      assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(30);
    }
  }

  @Test
  void survivesANameThatDoesNotExist() {
    startSender(OtlpSettings.builder("http://no-such-host.invalid:4317").retry(false));
    spans.end(2);
    assertThat(flush()).isFalse();

    assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(2);
    assertThat(RecordedLog.lines()).singleElement().asString().contains("UnknownHostException");
  }

  @Test
  void takesInterruptsForNothing() {
    startSender(settings());
    for (int i = 0; i < 10; i++) {
      server.then(
          answer -> {
            threads.made().forEach(Thread::interrupt);
            OK.apply(answer);
          });
      spans.end(1);
      assertThat(flush()).isTrue();
    }

    assertThat(account().exported()).isEqualTo(10);
    assertThat(RecordedLog.lines()).isEmpty();
  }

  @Test
  void encodesCleanlyAfterAnErrorInTheMiddleOfABatch() {
    startSender(settings());
    new Spans(new PoisonedSpans(pipeline)).end(1);
    spans.end(3);
    assertThat(flush()).isFalse();
    spans.end(2);
    assertThat(flush()).isTrue();

    assertThat(account().dropped(DropReason.ERROR)).isEqualTo(4);
    assertThat(server.spans()).isEqualTo(2);
  }

  @Test
  void sendsInHalvesWhatIsTooLargeForOneRequest() {
    OtlpSettings built = settings().build();
    pipeline.start(new OtlpSender(built, new GrpcTransport(built, threads, clock), clock, 20_000));
    for (int i = 0; i < 99; i++) {
      spans.end("medium", "x".repeat(1000));
    }
    spans.end("huge", "x".repeat(30_000));
    assertThat(flush()).isFalse();

    assertThat(server.spans()).isEqualTo(99);
    assertThat(account().dropped(DropReason.TOO_LARGE)).isEqualTo(1);
  }

  private OtlpSettings.Builder settings() {
    return OtlpSettings.builder(server.url());
  }

  private void startSender(OtlpSettings.Builder settings) {
    startSender(settings, clock);
  }

  private void startSender(OtlpSettings.Builder settings, Clock time) {
    OtlpSettings built = settings.build();
    pipeline.start(new OtlpSender(built, new GrpcTransport(built, threads, time), time, 4 << 20));
  }

  private boolean flush() {
    return pipeline.forceFlush().join(50, TimeUnit.SECONDS).isSuccess();
  }

  private SpanAccounting account() {
    return pipeline.accounting();
  }

  private boolean awaitClosed(long millis) {
    try {
      return server.closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
