package dev.weft.exporter.otlp;

import static dev.weft.exporter.otlp.FaultServer.answering;
import static dev.weft.exporter.otlp.FaultServer.status;
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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OtlpSenderTest {

  private static final int LARGEST = 16 << 20;

  private final AgentThreads threads = new AgentThreads();
  private final FakeClock clock = new FakeClock();
  private final SpanPipeline pipeline =
      new SpanPipeline(PipelineSettings.defaults().withScheduleDelayMillis(60_000), threads);
  private final Spans spans = new Spans(pipeline);
  private FaultServer server;

  @BeforeEach
  void start() throws IOException {
    RecordedLog.clear();
    server = new FaultServer();
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
  void sendsProtobufOverOneConnection() {
    startSender(settings().header("api-key", "secret").userAgent("Weft/1 test"));
    spans.end(600);
    assertThat(flush()).isTrue();
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(server.requests).extracting(FaultServer.Request::spans).containsExactly(512, 88, 1);
    assertThat(server.connections()).isEqualTo(1);
    assertThat(server.requests.get(0).head())
        .startsWith("POST /v1/traces HTTP/1.1\r\n")
        .contains("Host: 127.0.0.1:" + server.port() + "\r\n")
        .contains("Content-Type: application/x-protobuf\r\n")
        .contains("User-Agent: Weft/1 test\r\n")
        .contains("api-key: secret\r\n");
    assertThat(RecordedLog.lines()).isEmpty();
    assertThat(account().exported()).isEqualTo(601);
  }

  @Test
  void compresses() {
    startSender(settings().gzip(true));
    spans.end(512);
    assertThat(flush()).isTrue();

    assertThat(server.spans()).isEqualTo(512);
    assertThat(server.requests.get(0).head()).contains("Content-Encoding: gzip\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void triesAgainWhatTheProtocolSaysMayBeTriedAgain(int status) {
    server.then(status(status), status(status));
    startSender(settings());
    spans.end(10);
    assertThat(flush()).isTrue();

    assertThat(server.requests).hasSize(3);
    assertThat(clock.pausesInMillis()).hasSize(2);
    assertThat(clock.pausesInMillis().get(0)).isBetween(800L, 1200L);
    assertThat(clock.pausesInMillis().get(1)).isBetween(1200L, 1800L);
    assertThat(account().exported()).isEqualTo(10);
    assertThat(RecordedLog.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 413, 415, 500, 501, 599})
  void dropsAtOnceWhatIsRefused(int status) {
    server.then(status(status));
    startSender(settings());
    spans.end(10);
    assertThat(flush()).isFalse();
    spans.end(5);
    assertThat(flush()).isTrue();

    assertThat(clock.pausesInMillis()).isEmpty();
    assertThat(account().dropped(DropReason.REFUSED)).isEqualTo(10);
    assertThat(account().exported()).isEqualTo(5);
    assertThat(RecordedLog.lines())
        .containsExactly(
            "WARN spans do not reach "
                + server.url()
                + ": HTTP status "
                + status
                + "; 10 lost since they last did",
            "WARN spans reach " + server.url() + " again; 10 were lost meanwhile");
  }

  @Test
  void waitsAsLongAsTheCollectorAsks() {
    server.then(status(429, "Retry-After: 3"), status(503, "retry-after:4"));
    startSender(settings());
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(clock.pausesInMillis()).hasSize(2);
    assertThat(clock.pausesInMillis().get(0)).isBetween(2990L, 3000L);
    assertThat(clock.pausesInMillis().get(1)).isBetween(3990L, 4000L);
  }

  @Test
  void waitsUntilTheDateThatTheCollectorNames() {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(8));
    server.then(status(503, "Retry-After: " + date));
    startSender(settings());
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(clock.pausesInMillis())
        .singleElement()
        .satisfies(p -> assertThat(p).isBetween(4000L, 8000L));
  }

  @Test
  void asksNoMoreThanOncePerExportWhenTheCollectorWantsToBeLeftAlone() {
    server.always(status(503, "Retry-After: 3600"));
    startSender(settings());
    spans.end(600);
    assertThat(flush()).isFalse();

    assertThat(server.requests).hasSize(2);
    assertThat(clock.pausesInMillis())
        .allSatisfy(pause -> assertThat(pause).isBetween(9000L, 10000L));
    assertThat(account().dropped(DropReason.BUSY)).isEqualTo(600);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"soon", "-5", "0", "", "99999999999999999999", "Fri, 31 Dec 1999 23:59:59 GMT"})
  void fallsBackToItsOwnDelayWhenRetryAfterMakesNoSense(String value) {
    server.then(status(503, "Retry-After: " + value));
    startSender(settings());
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(clock.pausesInMillis())
        .singleElement()
        .satisfies(p -> assertThat(p).isBetween(800L, 1200L));
  }

  @Test
  void givesUpWhenTheTimeIsUp() {
    server.always(status(503));
    startSender(settings());
    spans.end(3);
    assertThat(flush()).isFalse();

    assertThat(server.requests).hasSizeBetween(4, 6);
    assertThat(clock.pausesInMillis().stream().mapToLong(Long::longValue).sum())
        .isLessThanOrEqualTo(10_000);
    assertThat(account().dropped(DropReason.BUSY)).isEqualTo(3);
  }

  @Test
  void triesOnceWhenRetriesAreSwitchedOff() {
    server.always(status(503));
    startSender(settings().retry(false));
    spans.end(3);
    assertThat(flush()).isFalse();

    assertThat(server.requests).hasSize(1);
    assertThat(account().dropped(DropReason.BUSY)).isEqualTo(3);
  }

  @Test
  void doesNotFollowRedirects() throws IOException {
    try (FaultServer elsewhere = new FaultServer()) {
      server.then(status(302, "Location: " + elsewhere.url()));
      startSender(settings());
      spans.end(2);
      assertThat(flush()).isFalse();

      assertThat(elsewhere.requests).isEmpty();
      assertThat(account().dropped(DropReason.REFUSED)).isEqualTo(2);
      assertThat(RecordedLog.lines())
          .singleElement()
          .asString()
          .contains("HTTP status 302, a redirect to " + elsewhere.url() + " that is not followed");
    }
  }

  @Test
  void countsAndReportsAPartialSuccessAndNeverRepeatsIt() {
    // partial_success { rejected_spans: 4, error_message: "bad\n" }
    byte[] body = {10, 8, 8, 4, 18, 4, 'b', 'a', 'd', '\n'};
    server.then(answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", body));
    startSender(settings());
    spans.end(10);
    assertThat(flush()).isFalse();

    assertThat(server.requests).hasSize(1);
    assertThat(account().exported()).isEqualTo(6);
    assertThat(account().dropped(DropReason.PARTIAL_SUCCESS)).isEqualTo(4);
    assertThat(RecordedLog.lines())
        .containsExactly("WARN " + server.url() + " rejected 4 spans of a batch: bad?");
  }

  @Test
  void believesNoPartialSuccessBeyondTheBatch() {
    byte[] body = {10, 5, 8, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};
    server.then(answering("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n", body));
    startSender(settings());
    spans.end(10);
    assertThat(flush()).isFalse();

    assertThat(account().dropped(DropReason.PARTIAL_SUCCESS)).isEqualTo(10);
  }

  @Test
  void givesUpWhenNobodyListensAndSaysSoOnce() throws IOException {
    server.close();
    startSender(settings());
    spans.end(2000);
    assertThat(flush()).isFalse();

    assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(2000);
    assertThat(RecordedLog.lines())
        .singleElement()
        .asString()
        .contains("ConnectException: Connection refused", "; 512 lost since");
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

    server = new FaultServer("http", ServerSocketFactory.getDefault(), port);
    spans.end(3);
    assertThat(flush()).isTrue();

    assertThat(account().exported()).isEqualTo(4);
    assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(2);
    assertThat(RecordedLog.lines()).hasSize(2);
    assertThat(RecordedLog.lines().get(1)).contains("again; 2 were lost meanwhile");
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
    assertThat(clock.pausesInMillis()).isEmpty();
    assertThat(RecordedLog.lines()).isEmpty();
  }

  @Test
  void opensANewConnectionWhenToldThatThisOneEnds() {
    server.then(
        status(200, "Connection: close"),
        answering("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"));
    startSender(settings());
    for (int i = 0; i < 3; i++) {
      spans.end(1);
      assertThat(flush()).isTrue();
    }

    assertThat(server.connections()).isEqualTo(3);
  }

  @Test
  void triesAgainAfterAReset() {
    FaultServer.Fault reset =
        socket -> {
          socket.setSoLinger(true, 0);
          return false;
        };
    FaultServer.Fault halfAHead =
        socket -> {
          socket
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\nConte".getBytes(StandardCharsets.US_ASCII));
          return false;
        };
    server.then(reset, socket -> false, halfAHead);
    startSender(settings());
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(clock.pausesInMillis()).hasSize(3);
    assertThat(account().exported()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "\u0000\u0000\u0012\u0004\u0000\u0000\u0000\u0000\u0000\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
      })
  void dropsWhatIsAnsweredWithGarbage(String garbage) {
    server.then(answering(garbage));
    startSender(settings());
    spans.end(3);
    assertThat(flush()).isFalse();
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(account().dropped(DropReason.REFUSED)).isEqualTo(3);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void skipsInterimResponses() {
    server.then(
        answering(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n" + FaultServer.OK));
    startSender(settings());
    spans.end(1);
    assertThat(flush()).isTrue();
  }

  @Test
  void readsChunkedAnswersAndKeepsTheConnection() {
    server.then(
        answering(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "2;x=y\r\n\n\u0002\r\n2\r\n\b\u0001\r\n0\r\nTrailer: x\r\n\r\n"));
    startSender(settings());
    spans.end(3);
    assertThat(flush()).isFalse();
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(account().dropped(DropReason.PARTIAL_SUCCESS)).isEqualTo(1);
    assertThat(server.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 999999999999",
        "Transfer-Encoding: chunked",
        "Connection: close",
      })
  void readsNoMoreOfAnEndlessBodyThanCanMatter(String header) {
    server.then(
        socket -> {
          socket
              .getOutputStream()
              .write(
                  ("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n")
                      .getBytes(StandardCharsets.US_ASCII));
          byte[] chunk =
              ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
          while (true) {
            socket.getOutputStream().write(chunk);
          }
        });
    startSender(settings());
    spans.end(2);
    assertThat(flush()).isTrue();
    spans.end(1);
    assertThat(flush()).isTrue();

    assertThat(account().exported()).isEqualTo(3);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void readsNoMoreOfAnEndlessHeadThanIsReasonable() {
    server.then(
        socket -> {
          socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
          while (true) {
            socket
                .getOutputStream()
                .write("X-Header: again\r\n".getBytes(StandardCharsets.US_ASCII));
          }
        });
    startSender(settings());
    spans.end(2);
    assertThat(flush()).isFalse();

    assertThat(account().dropped(DropReason.REFUSED)).isEqualTo(2);
  }

  @Test
  void defusesACompressedBomb() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 50; i++) {
        gzip.write(zeros);
      }
    }
    server.then(
        answering(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                + bomb.size()
                + "\r\n\r\n",
            bomb.toByteArray()));
    startSender(settings());
    spans.end(2);
    assertThat(flush()).isTrue();
  }

  @Test
  void doesNotWaitForAByteNowAndThen() {
    server.always(
        socket -> {
          byte[] answer = "HTTP/1.1 200 OK\r\nX: y\r\n".getBytes(StandardCharsets.US_ASCII);
          for (int i = 0; !awaitClosed(20); i = (i + 1) % answer.length) {
            socket.getOutputStream().write(answer[i]);
            socket.getOutputStream().flush();
          }
          return false;
        });
    startSender(settings().timeoutMillis(200));
    spans.end(2);
    long start = System.nanoTime();
    assertThat(flush()).isFalse();

    assertThat(System.nanoTime() - start).isBetween(millis(200), millis(30_000));
    assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(2);
    assertThat(RecordedLog.lines()).singleElement().asString().contains("no answer in time");
  }

  @Test
  void doesNotWaitForAnAnswerThatDoesNotCome() {
    server.always(socket -> awaitClosed(60_000));
    startSender(settings().timeoutMillis(200));
    spans.end(2);
    assertThat(flush()).isFalse();

    assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(2);
  }

  @Test
  void doesNotHangInAWriteThatNobodyReads() throws IOException {
    try (ServerSocket deaf = new ServerSocket()) {
      deaf.setReceiveBufferSize(1024);
      deaf.bind(new java.net.InetSocketAddress("127.0.0.1", 0));
      startSender(
          OtlpSettings.builder("http://127.0.0.1:" + deaf.getLocalPort()).timeoutMillis(300));
      String large = "x".repeat(100_000);
      for (int i = 0; i < 100; i++) {
        spans.end("large", large);
      }
      assertThat(flush()).isFalse();

      assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(100);
    }
  }

  @Test
  void doesNotHangWhenNobodyAcceptsTheConnection() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
        Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      startSender(
          OtlpSettings.builder("http://127.0.0.1:" + full.getLocalPort()).timeoutMillis(300));
      spans.end(2);
      assertThat(flush()).isFalse();

      assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(2);
    }
  }

  @Test
  void survivesANameThatDoesNotExist() {
    startSender(OtlpSettings.builder("http://no-such-host.invalid:4318/v1/traces").retry(false));
    spans.end(2);
    assertThat(flush()).isFalse();

    assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(2);
    assertThat(RecordedLog.lines()).singleElement().asString().contains("UnknownHostException");
  }

  @Test
  void deliversThroughACollectorThatFlaps() {
    for (int i = 0; i < 100; i++) {
      server.then(
          status(503), answering(FaultServer.OK), socket -> false, answering(FaultServer.OK));
    }
    startSender(settings());
    for (int i = 0; i < 100; i++) {
      spans.end(3);
      assertThat(flush()).isTrue();
    }

    assertThat(account().exported()).isEqualTo(300);
    assertThat(RecordedLog.lines()).isEmpty();
  }

  @Test
  void takesInterruptsForNothing() {
    server.then(status(503), status(503));
    startSender(settings());
    for (int i = 0; i < 20; i++) {
      spans.end(1);
      threads.made().forEach(Thread::interrupt);
      assertThat(flush()).isTrue();
    }

    assertThat(account().exported()).isEqualTo(20);
  }

  @Test
  void sendsInHalvesWhatIsTooLargeForOneRequest() {
    pipeline.start(httpSender(settings().build(), clock, 20_000));
    String payload = "x".repeat(1000);
    for (int i = 0; i < 99; i++) {
      spans.end("medium", payload);
    }
    spans.end("huge", "x".repeat(30_000));
    assertThat(flush()).isFalse();

    assertThat(server.requests)
        .allSatisfy(request -> assertThat(request.body().length).isLessThan(20_001));
    assertThat(server.spans()).isEqualTo(99);
    assertThat(account().dropped(DropReason.TOO_LARGE)).isEqualTo(1);
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
    assertThat(server.requests).singleElement().satisfies(r -> assertThat(r.spans()).isEqualTo(2));
  }

  @Test
  void endsQuicklyWhenTheCollectorIsGone() throws IOException {
    server.close();
    startSender(settings(), Clock.SYSTEM);
    spans.end(5000);

    long start = System.nanoTime();
    assertThat(pipeline.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();

    assertThat(System.nanoTime() - start).isLessThan(millis(15_000));
    assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(5000);
  }

  @Test
  void endsInTimeWhenTheCollectorDoesNotAnswer() throws Exception {
    SpanPipeline brief =
        new SpanPipeline(
            PipelineSettings.defaults().withScheduleDelayMillis(60_000).withShutdownMillis(500),
            threads);
    server.always(socket -> awaitClosed(60_000));
    brief.start(httpSender(settings().build(), Clock.SYSTEM, LARGEST));
    new Spans(brief).end(2000);

    long start = System.nanoTime();
    assertThat(brief.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();

    assertThat(System.nanoTime() - start).isLessThan(millis(9_000));
    assertThat(brief.accounting().dropped()).isEqualTo(2000);
    assertThat(brief.accounting().pending()).isZero();
    for (Thread thread : threads.made()) {
      thread.join();
    }
  }

  @Test
  void endsInTimeWhenNobodyAcceptsTheConnection() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
        Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      SpanPipeline brief =
          new SpanPipeline(PipelineSettings.defaults().withShutdownMillis(500), threads);
      OtlpSettings.Builder settings =
          OtlpSettings.builder("http://127.0.0.1:" + full.getLocalPort());
      brief.start(httpSender(settings.build(), Clock.SYSTEM, LARGEST));
      new Spans(brief).end(2000);

      long start = System.nanoTime();
      assertThat(brief.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();

      assertThat(System.nanoTime() - start).isLessThan(millis(9_000));
      assertThat(brief.accounting().dropped()).isEqualTo(2000);
    }
  }

  @Test
  void sendsAllAtShutdownThroughAPassingWeakness() {
    server.then(status(503, "Retry-After: 0"));
    startSender(settings(), Clock.SYSTEM);
    spans.end(5000);

    assertThat(pipeline.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();

    assertThat(account().exported()).isEqualTo(5000);
  }

  @Test
  void makesNoThreadThatOutlivesIt() throws Exception {
    startSender(settings());
    spans.end(1);
    assertThat(flush()).isTrue();
    pipeline.close();
    for (Thread thread : threads.made()) {
      thread.join();
    }

    assertThat(threads.made()).hasSize(2);
  }

  private OtlpSender httpSender(OtlpSettings settings, Clock clock, int largestRequest) {
    Transport transport = new HttpTransport(settings, threads, clock);
    return new OtlpSender(settings, transport, clock, largestRequest);
  }

  private OtlpSettings.Builder settings() {
    return OtlpSettings.builder(server.url());
  }

  private void startSender(OtlpSettings.Builder settings) {
    startSender(settings, clock);
  }

  private void startSender(OtlpSettings.Builder settings, Clock time) {
    pipeline.start(httpSender(settings.build(), time, LARGEST));
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

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
