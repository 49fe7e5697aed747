package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.Ci;
import dev.weft.testing.StablePorts;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An OpenTelemetry Collector in a process of its own, on ports that stay the same when it is
 * started again. Each life writes what came in to files of its own: {@code direct} before the
 * request is answered, so that what a request's sender was told is in there even after SIGKILL;
 * {@code batched} behind the batch processor; {@code sampled}, the traces that tail sampling keeps.
 */
final class Collector implements AutoCloseable {
  /** The policy that keeps traces that failed. */
  static final String FAILED =
      "{name: failed, type: status_code, status_code: {status_codes: [ERROR]}}";

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Path executable = executable();
  private final Path folder;
  private final String tailSampling;
  private final int httpPort;
  private final int grpcPort;
  private int life;
  private @Nullable JavaProcess process;

  /** One whose {@code sampled} has the traces that failed. */
  Collector(Path folder) throws IOException {
    this(folder, "decision_wait: 1s, policies: [" + FAILED + "]");
  }

  /** One with these settings of the tail sampling processor, in YAML's flow style. */
  Collector(Path folder, String tailSampling) throws IOException {
    this.folder = folder;
    this.tailSampling = tailSampling;
    try (ServerSocket http = StablePorts.take();
        ServerSocket grpc = StablePorts.take()) {
      httpPort = http.getLocalPort();
      grpcPort = grpc.getLocalPort();
    }
  }

  private static Path executable() {
    String named = System.getenv("WEFT_COLLECTOR");
    Path path =
        named == null || named.isEmpty()
            ? Weft.ROOT.resolve("build/collector/otelcol")
            : Path.of(named);
    return Files.isExecutable(path)
        ? path
        : Ci.missing(
            "an OpenTelemetry Collector: run ci/ensure-collector.sh, or set WEFT_COLLECTOR");
  }

  String endpoint(String protocol) {
    return "http://127.0.0.1:" + (protocol.equals("grpc") ? grpcPort : httpPort);
  }

  /** Begins a life, and returns when its receivers listen. */
  void start() throws Exception {
    life++;
    Path configuration = folder.resolve("collector-" + life + ".yaml");
    Files.writeString(configuration, configuration());
    process =
        JavaProcess.start(
            new ProcessBuilder(executable.toString(), "--config=file:" + configuration));
    process.awaitErr("Everything is ready");
  }

  /** Ends a life with SIGKILL. */
  void kill() throws Exception {
    ProcessHandle handle = handle();
    handle.destroyForcibly();
    handle.onExit().get(10, TimeUnit.SECONDS);
  }

  /** Ends a life with SIGTERM, on which a Collector sends on what it still holds. */
  void stop() throws Exception {
    ProcessHandle handle = handle();
    handle.destroy();
    handle.onExit().get(30, TimeUnit.SECONDS);
  }

  private ProcessHandle handle() {
    JavaProcess running = process;
    assertThat(running).isNotNull();
    return ProcessHandle.of(running.pid()).orElseThrow();
  }

  /** Waits until this life has taken so many requests. */
  void awaitRequests(int count) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (messages("direct", life).size() < count) {
      assertThat(deadline - System.nanoTime()).as("time to wait for requests").isPositive();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Waits until this life has taken so many spans. */
  void awaitSpans(int count) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    int taken = 0;
    while (taken < count) {
      assertThat(deadline - System.nanoTime()).as("time, with %d spans", taken).isPositive();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      taken = messages("direct", life).stream().mapToInt(Collector::count).sum();
    }
  }

  /** The spans that came out of a pipeline in a life, the first one being 1, by message. */
  List<List<ReceivedSpan>> requests(String pipeline, int ofLife) throws IOException {
    return messages(pipeline, ofLife).stream().map(Collector::spans).toList();
  }

  private List<TracesData> messages(String pipeline, int ofLife) throws IOException {
    List<TracesData> messages = new ArrayList<>();
    Path file = file(pipeline, ofLife);
    if (!Files.exists(file)) {
      return messages;
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      while (in.available() >= Integer.BYTES) {
        int length = in.readInt();
        byte[] message = in.readNBytes(length);
        if (message.length < length) {
          // Being written, or cut off by the kill: nobody was told that it has arrived.
          break;
        }
        messages.add(TracesData.parseFrom(message));
      }
    }
    return messages;
  }

  List<ReceivedSpan> spans(String pipeline, int ofLife) throws IOException {
    return requests(pipeline, ofLife).stream().flatMap(Collection::stream).toList();
  }

  private static List<ReceivedSpan> spans(TracesData traces) {
    List<ReceivedSpan> spans = new ArrayList<>();
    for (ResourceSpans resource : traces.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          spans.add(ReceivedSpan.of(resource.getResource(), span));
        }
      }
    }
    return spans;
  }

  private static int count(TracesData traces) {
    return traces.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .mapToInt(ScopeSpans::getSpansCount)
        .sum();
  }

  private Path file(String pipeline, int ofLife) {
    return folder.resolve(pipeline + "-" + ofLife + ".pb");
  }

  /** With rotation a file exporter writes without a buffer of its own. */
  private String exporter(String pipeline) {
    return """
          file/%s:
            path: %s
            format: proto
            rotation: {max_megabytes: 1000}
        """
        .formatted(pipeline, file(pipeline, life));
  }

  private String configuration() {
    return """
    receivers:
      otlp:
        protocols:
          http: {endpoint: "127.0.0.1:%d"}
          grpc: {endpoint: "127.0.0.1:%d"}
    processors:
      memory_limiter: {check_interval: 1s, limit_mib: 512}
      batch: {timeout: 200ms, send_batch_size: 1000}
      tail_sampling: {%s}
    exporters:
    %s%s%s
    service:
      telemetry:
        metrics: {level: none}
      pipelines:
        traces/direct: {receivers: [otlp], exporters: [file/direct]}
        traces/batched: {receivers: [otlp], processors: [memory_limiter, batch], exporters: [file/batched]}
        traces/sampled: {receivers: [otlp], processors: [tail_sampling, batch], exporters: [file/sampled]}
    """
        .formatted(
            httpPort,
            grpcPort,
            tailSampling,
            exporter("direct"),
            exporter("batched"),
            exporter("sampled"));
  }

  @Override
  public void close() throws Exception {
    JavaProcess running = process;
    if (running != null) {
      running.close();
    }
  }
}
