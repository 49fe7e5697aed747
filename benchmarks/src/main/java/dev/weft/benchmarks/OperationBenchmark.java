package dev.weft.benchmarks;

import dev.weft.propagation.Propagators;
import dev.weft.sampler.PolicySampler;
import dev.weft.sampler.SamplingOptions;
import dev.weft.sampler.SamplingPolicy;
import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import dev.weft.tracing.db.DatabaseOperation;
import dev.weft.tracing.db.DatabaseTracing;
import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.tracing.http.HttpClientTracing;
import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.tracing.http.HttpServerTracing;
import dev.weft.tracing.messaging.MessagingOperation;
import dev.weft.tracing.messaging.ProcessTracing;
import dev.weft.tracing.messaging.PublishTracing;
import dev.weft.tracing.rpc.RpcClientOperation;
import dev.weft.tracing.rpc.RpcClientTracing;
import dev.weft.tracing.rpc.RpcServerOperation;
import dev.weft.tracing.rpc.RpcServerTracing;
import dev.weft.tracing.rpc.RpcSystem;
import dev.weft.tracing.scheduling.JobOperation;
import dev.weft.tracing.scheduling.JobTracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Begin and end of each kind of operation, sampled or not as the span above it is; a job has none
 * above it. Nothing is exported.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class OperationBenchmark {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";

  @Param({"true", "false"})
  public boolean sampled;

  private final HttpServerTracing<String, Integer> servers =
      new HttpServerTracing<>("servlet-5.0", new TenSpans.Server());
  private final HttpClientTracing<String, Integer> clients =
      new HttpClientTracing<>("java-http-client", new TenSpans.Client());
  private final DatabaseTracing<String> databases =
      new DatabaseTracing<>("jdbc", new TenSpans.Database());
  private final PublishTracing<String> publishers =
      new PublishTracing<>("kafka-clients-2.6", "send", new Message());
  private final ProcessTracing<String> processors =
      new ProcessTracing<>("kafka-clients-2.6", new Message());
  private final RpcClientTracing<String> rpcClients =
      new RpcClientTracing<>("grpc-1.6", RpcSystem.GRPC, new Rpc());
  private final RpcServerTracing<String> rpcServers =
      new RpcServerTracing<>("grpc-1.6", RpcSystem.GRPC, new Rpc());
  private final JobTracing jobs = new JobTracing("spring-scheduling-3.1");
  private final Map<String, String> sent = new HashMap<>();

  private io.opentelemetry.context.@Nullable Scope parent;

  @Setup
  @SuppressWarnings("MustBeClosedChecker") // closed at the end
  public void configure() {
    Consumer<String> fatal =
        problem -> {
          throw new IllegalStateException(problem);
        };
    String sampler = sampled ? "parentbased_always_on" : "parentbased_always_off";
    Map<String, String> options = Collections.singletonMap(SamplingOptions.SAMPLER, sampler);
    PolicySampler policy =
        new PolicySampler(SamplingPolicy.of(options, DroppedSpans.SILENT, fatal, fatal));
    Tracing.configure(
        Recording.spans(),
        Propagators.create(Propagators.DEFAULT, fatal),
        TracingSettings.defaults(),
        policy);
    TraceFlags flags = sampled ? TraceFlags.getSampled() : TraceFlags.getDefault();
    SpanContext remote =
        SpanContext.createFromRemoteParent(TRACE_ID, SPAN_ID, flags, TraceState.getDefault());
    parent = Context.root().with(Span.wrap(remote)).makeCurrent();
  }

  @TearDown
  public void leave() {
    if (parent != null) {
      parent.close();
    }
  }

  @Benchmark
  public void server() {
    HttpServerOperation<String, Integer> operation = servers.start("/users/42");
    if (operation != null) {
      operation.end(200, null);
    }
  }

  @Benchmark
  public void client() {
    HttpClientOperation<String, Integer> operation = clients.start("http://stock.example/items/7");
    if (operation != null) {
      operation.inject(sent, TenSpans.Setter.INSTANCE);
      operation.end(200, null);
    }
  }

  @Benchmark
  public void database() {
    DatabaseOperation operation = databases.start("select * from users where id = 1");
    if (operation != null) {
      operation.end(null);
    }
  }

  @Benchmark
  public void publish() {
    MessagingOperation<String> operation = publishers.start("orders");
    if (operation != null) {
      operation.inject(sent, TenSpans.Setter.INSTANCE);
      operation.end(null);
    }
  }

  @Benchmark
  public void process() {
    MessagingOperation<String> operation = processors.start("orders", null);
    if (operation != null) {
      operation.end(null);
    }
  }

  @Benchmark
  public void rpcClient() {
    RpcClientOperation<String> operation = rpcClients.start("shop.Stock/Count");
    if (operation != null) {
      operation.inject(sent, TenSpans.Setter.INSTANCE);
      operation.end("OK", null);
    }
  }

  /** Its context comes from the call alone, which carries none: the sampler decides. */
  @Benchmark
  public void rpcServer() {
    RpcServerOperation<String> operation = rpcServers.start("shop.Stock/Count");
    if (operation != null) {
      operation.end("OK", null);
    }
  }

  @Benchmark
  public void job() {
    JobOperation operation = jobs.start(OperationBenchmark.class, "job");
    if (operation != null) {
      operation.end(null);
    }
  }
}
