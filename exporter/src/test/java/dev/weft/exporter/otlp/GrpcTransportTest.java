package dev.weft.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.exporter.AgentThreads;
import dev.weft.exporter.DropReason;
import dev.weft.exporter.PipelineSettings;
import dev.weft.exporter.RecordedLog;
import dev.weft.exporter.SpanAccounting;
import dev.weft.exporter.SpanPipeline;
import dev.weft.exporter.Spans;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class GrpcTransportTest {
  private final AgentThreads threads = new AgentThreads();
  private final FakeClock clock = new FakeClock();
  private final SpanPipeline pipeline =
      new SpanPipeline(PipelineSettings.defaults().withScheduleDelayMillis(60_000), threads);
  private final Spans spans = new Spans(pipeline);
  private GrpcCollector collector;

  @BeforeEach
  void start() throws IOException {
    RecordedLog.clear();
    collector = new GrpcCollector();
  }

  @AfterEach
  void accountIsExact() {
    pipeline.close();
    collector.close();
    assertThat(account().exported() + account().dropped()).isEqualTo(account().ended());
    assertThat(account().pending()).isZero();
  }

  @Test
  void callsTheExportMethodOncePerBatch() {
    startSender(settings().header("Api-Key", "secret").userAgent("Weft/1 test"));
    spans.end(600);
    assertThat(flush()).isTrue();

    assertThat(collector.requests).extracting(FaultServer.Request::spans).containsExactly(512, 88);
    assertThat(header("api-key")).isEqualTo("secret");
    assertThat(header("user-agent")).isEqualTo("Weft/1 test");
    assertThat(account().exported()).isEqualTo(600);
    assertThat(RecordedLog.lines()).isEmpty();
  }

  @Test
  void compresses() {
    startSender(settings().gzip(true));
    spans.end(512);
    assertThat(flush()).isTrue();

    assertThat(collector.requests).extracting(FaultServer.Request::spans).containsExactly(512);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {
        "CANCELLED",
        "DEADLINE_EXCEEDED",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNAVAILABLE",
        "DATA_LOSS"
      })
  void triesAgainWhatTheProtocolSaysMayBeTriedAgain(Status.Code code) {
    collector.then(code.toStatus()).then(code.toStatus());
    startSender(settings());
    spans.end(10);
    assertThat(flush()).isTrue();

    assertThat(collector.requests).hasSize(3);
    assertThat(clock.pausesInMillis()).hasSize(2);
    assertThat(clock.pausesInMillis().get(0)).isBetween(800L, 1200L);
    assertThat(account().exported()).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "NOT_FOUND",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAUTHENTICATED"
      })
  void dropsAtOnceWhatIsRefused(Status.Code code) {
    collector.then(code.toStatus().withDescription("of the test"));
    startSender(settings());
    spans.end(10);
    assertThat(flush()).isFalse();
    spans.end(5);
    assertThat(flush()).isTrue();

    assertThat(clock.pausesInMillis()).isEmpty();
    assertThat(account().dropped(DropReason.REFUSED)).isEqualTo(10);
    assertThat(account().exported()).isEqualTo(5);
    assertThat(RecordedLog.lines().get(0)).contains(code.name() + " (of the test)");
  }

  @Test
  void triesAnExhaustedCollectorAgainWhenItSaysWhen() {
    Metadata trailers = new Metadata();
    trailers.put(GrpcCollector.DETAILS, retryInfo(3));
    collector.then(Status.RESOURCE_EXHAUSTED, trailers);
    startSender(settings());
    spans.end(10);
    assertThat(flush()).isTrue();

    assertThat(clock.pausesInMillis())
        .singleElement()
        .matches(millis -> millis > 2_900 && millis <= 3_000);
    assertThat(account().exported()).isEqualTo(10);
  }

  @Test
  void reportsAPartialSuccessAndNeverRepeatsIt() {
    // partial_success { rejected_spans: 4, error_message: "no" }
    collector.response = new byte[] {10, 6, 8, 4, 18, 2, 'n', 'o'};
    startSender(settings());
    spans.end(10);
    assertThat(flush()).isFalse();

    assertThat(collector.requests).hasSize(1);
    assertThat(account().exported()).isEqualTo(6);
    assertThat(account().dropped(DropReason.PARTIAL_SUCCESS)).isEqualTo(4);
    assertThat(RecordedLog.lines()).singleElement().asString().contains("rejected 4 spans");
  }

  @Test
  void givesUpOnACollectorThatIsSilentAndGoesOnWithTheNextBatch() {
    collector.silent = true;
    // Time enough for the batch that follows, on a machine with much to do.
    pipeline.start(OtlpSender.grpc(settings().timeoutMillis(3_000).build(), threads));
    spans.end(10);
    assertThat(flush()).isFalse();
    collector.silent = false;
    spans.end(5);
    assertThat(flush()).isTrue();

    assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(10);
    assertThat(account().exported()).isEqualTo(5);
  }

  @Test
  void countsWhatAnAbsentCollectorDoesNotTake() throws IOException {
    // Bound and not listening, so that nobody else comes to listen there.
    try (Socket absent = new Socket()) {
      absent.bind(new InetSocketAddress("127.0.0.1", 0));
      String url = "http://127.0.0.1:" + absent.getLocalPort();
      pipeline.start(OtlpSender.grpc(OtlpSettings.builder(url).retry(false).build(), threads));
      spans.end(10);
      assertThat(flush()).isFalse();

      assertThat(account().dropped(DropReason.UNREACHABLE)).isEqualTo(10);
      assertThat(RecordedLog.lines()).singleElement().asString().contains("refused");
    }
  }

  @Test
  void refusesAServerThatSpeaksHttp1() throws IOException {
    try (FaultServer http = new FaultServer()) {
      pipeline.start(
          OtlpSender.grpc(
              OtlpSettings.builder("http://127.0.0.1:" + http.port())
                  .timeoutMillis(500)
                  .retry(false)
                  .build(),
              threads));
      spans.end(10);
      assertThat(flush()).isFalse();

      assertThat(account().dropped()).isEqualTo(10);
    }
  }

  @Test
  void isThroughInTimeAtShutdownWithASilentCollector() {
    SpanPipeline brief =
        new SpanPipeline(PipelineSettings.defaults().withShutdownMillis(500), threads);
    collector.silent = true;
    brief.start(OtlpSender.grpc(settings().build(), threads));
    new Spans(brief).end(10);

    long before = System.nanoTime();
    brief.close();

    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before)).isLessThan(9_000);
    assertThat(brief.accounting().dropped()).isEqualTo(10);
    assertThat(brief.accounting().pending()).isZero();
  }

  /** {@code google.rpc.Status} with one {@code google.rpc.RetryInfo} of so many seconds. */
  private static byte[] retryInfo(int seconds) {
    byte[] type = "type.googleapis.com/google.rpc.RetryInfo".getBytes(StandardCharsets.US_ASCII);
    byte[] value = {10, 2, 8, (byte) seconds};
    byte[] any = new byte[type.length + value.length + 4];
    any[0] = 10;
    any[1] = (byte) type.length;
    System.arraycopy(type, 0, any, 2, type.length);
    any[type.length + 2] = 18;
    any[type.length + 3] = (byte) value.length;
    System.arraycopy(value, 0, any, type.length + 4, value.length);
    byte[] status = new byte[any.length + 4];
    status[0] = 8;
    status[1] = 8;
    status[2] = 26;
    status[3] = (byte) any.length;
    System.arraycopy(any, 0, status, 4, any.length);
    return status;
  }

  private OtlpSettings.Builder settings() {
    return OtlpSettings.builder(collector.url());
  }

  private void startSender(OtlpSettings.Builder settings) {
    OtlpSettings built = settings.build();
    pipeline.start(new OtlpSender(built, new GrpcTransport(built, threads, clock), clock, 4 << 20));
  }

  private String header(String name) {
    return collector.headers.get(0).get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }

  private boolean flush() {
    return pipeline.forceFlush().join(50, TimeUnit.SECONDS).isSuccess();
  }

  private SpanAccounting account() {
    return pipeline.accounting();
  }
}
