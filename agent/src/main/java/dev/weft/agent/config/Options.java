package dev.weft.agent.config;

import static dev.weft.agent.config.OptionType.BOOLEAN;
import static dev.weft.agent.config.OptionType.BYTES;
import static dev.weft.agent.config.OptionType.DURATION;
import static dev.weft.agent.config.OptionType.LIST;
import static dev.weft.agent.config.OptionType.MAP;
import static dev.weft.agent.config.OptionType.PERCENT;
import static dev.weft.agent.config.OptionType.TEXT;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every option there is: the one table that the agent, {@code help}, {@code config} and the README
 * read. In the order in which a reader wants them.
 */
public final class Options {
  /** The value of {@link #OTHER_AGENTS} with which they do not matter. */
  public static final String IGNORE = "ignore";

  private static final List<Option<?>> ALL = new ArrayList<>();
  private static final List<Option<?>> SAMPLING = new ArrayList<>();
  private static final int ANY = Integer.MAX_VALUE;

  public static final Option<String> SERVICE_NAME =
      add("otel.service.name", TEXT, null, "The service's name; guessed if unset.");
  public static final Option<Map<String, String>> RESOURCE_ATTRIBUTES =
      add("otel.resource.attributes", MAP, null, "Further attributes of the service.");

  public static final Option<List<String>> TRACES_EXPORTER =
      add(
          "otel.traces.exporter",
          OptionType.choices("otlp", "console", "logging", "none"),
          "otlp",
          "Where spans go; console and logging are the agent's log.");
  public static final Option<String> OTLP_ENDPOINT =
      add(
          "otel.exporter.otlp.endpoint",
          TEXT,
          "http://localhost:4318",
          "The collector's base URL; /v1/traces is appended. With grpc http://localhost:4317.");
  public static final Option<String> OTLP_PROTOCOL =
      add(
          "otel.exporter.otlp.protocol",
          OtlpOptions.PROTOCOLS,
          "http/protobuf",
          "The wire format.");
  public static final Option<Boolean> OTLP_INSECURE =
      add(
          "otel.exporter.otlp.insecure",
          BOOLEAN,
          "false",
          "No TLS to a grpc endpoint that names no scheme.");
  public static final Option<Map<String, String>> OTLP_HEADERS =
      secret("otel.exporter.otlp.headers", MAP, "Headers of each request, such as an API key.");
  public static final Option<Long> OTLP_TIMEOUT =
      add("otel.exporter.otlp.timeout", DURATION, "10000", "Time for one batch, retries included.");
  public static final Option<String> OTLP_COMPRESSION =
      add(
          "otel.exporter.otlp.compression",
          OtlpOptions.COMPRESSIONS,
          "none",
          "How bodies are compressed.");
  public static final Option<String> OTLP_CERTIFICATE =
      add("otel.exporter.otlp.certificate", TEXT, null, "PEM file of the certificates to trust.");
  public static final Option<String> OTLP_CLIENT_KEY =
      add("otel.exporter.otlp.client.key", TEXT, null, "PEM file of the client's key (mTLS).");
  public static final Option<String> OTLP_CLIENT_CERTIFICATE =
      add(
          "otel.exporter.otlp.client.certificate",
          TEXT,
          null,
          "PEM file of the client's certificate (mTLS).");
  public static final Option<Boolean> OTLP_RETRY_DISABLED =
      add(
          "otel.java.exporter.otlp.retry.disabled",
          BOOLEAN,
          "false",
          "Gives a batch up on its first failure.");
  static final OtlpOptions OTLP_TRACES = add(new OtlpOptions("traces", "spans"));

  public static final Option<List<String>> METRICS_EXPORTER =
      add(
          "otel.metrics.exporter",
          OptionType.choices("otlp", "none"),
          "none",
          "otlp: sends the agent's own metrics; see docs/self-knowledge.md.");
  public static final Option<Long> METRIC_EXPORT_INTERVAL =
      add("otel.metric.export.interval", DURATION, "60000", "How often metrics are sent.");
  static final OtlpOptions OTLP_METRICS = add(new OtlpOptions("metrics", "metrics"));

  public static final Option<List<String>> PROPAGATORS =
      add(
          "otel.propagators",
          LIST,
          "tracecontext,baggage",
          "Formats of context between services: tracecontext, baggage, b3, b3multi, jaeger, none.");
  public static final Option<String> TRACES_SAMPLER =
      sampling(
          "otel.traces.sampler",
          "parentbased_always_on",
          "Which traces are recorded: [parentbased_]always_on, always_off or traceidratio.");
  public static final Option<String> TRACES_SAMPLER_ARG =
      sampling("otel.traces.sampler.arg", "1.0", "The sampler's ratio, from 0 to 1.");
  public static final Option<String> SAMPLING_RULES =
      sampling(
          "weft.sampling.rules",
          null,
          "Rules by path and more, e.g. drop GET /health*, 5/s /search/**, 10%; see docs/sampling.md.");
  public static final Option<String> SAMPLING_TARGET =
      sampling(
          "weft.sampling.target",
          null,
          "How many traces may begin per second, e.g. 50/s: the probability follows the traffic.");
  public static final Option<String> SAMPLING_REMOTE_SAMPLED =
      sampling(
          "weft.sampling.parent.remote.sampled",
          null,
          "For sampled requests of other services: always_on, always_off or 10%.");
  public static final Option<String> SAMPLING_REMOTE_NOT_SAMPLED =
      sampling("weft.sampling.parent.remote.not-sampled", null, "The same for unsampled requests.");
  public static final Option<String> SAMPLING_LOCAL_SAMPLED =
      sampling(
          "weft.sampling.parent.local.sampled",
          null,
          "The same below a sampled span of this service.");
  public static final Option<String> SAMPLING_LOCAL_NOT_SAMPLED =
      sampling(
          "weft.sampling.parent.local.not-sampled",
          null,
          "The same below an unsampled span of this service.");

  public static final Option<String> RESCUE =
      add(
          "weft.sampling.rescue",
          TEXT,
          null,
          "Which unsampled requests are exported all the same, e.g. errors, slow>500ms; see"
              + " docs/sampling.md.");
  public static final Option<Boolean> RESCUE_UPSTREAM =
      add(
          "weft.sampling.rescue.upstream",
          BOOLEAN,
          "false",
          "Tells the calling service of a rescue, and hears of it from services called.");
  public static final Option<Long> RESCUE_MEMORY =
      add(
          "weft.sampling.rescue.memory",
          BYTES,
          "8m",
          "About how much heap running unsampled requests may hold; the oldest fast ones give way.");
  public static final Option<Integer> RESCUE_SPANS =
      add(
          "weft.sampling.rescue.spans",
          OptionType.integer(1, 100_000),
          "1000",
          "Spans kept below one unsampled request.");
  public static final Option<Integer> RESCUE_LIMIT =
      add(
          "weft.sampling.rescue.limit",
          OptionType.integer(1, 1_000_000),
          "100",
          "Requests rescued in a second, so that an outage does not export everything.");
  public static final Option<Long> RESCUE_GRACE =
      add(
          "weft.sampling.rescue.grace",
          DURATION,
          "10s",
          "How long after its request a span may end and still be rescued with it.");
  public static final Option<Long> RESCUE_STUCK =
      add(
          "weft.sampling.rescue.stuck",
          DURATION,
          "30s",
          "How old an unsampled request is when it is reported before its end; 0 for never.");

  public static final Option<Long> BSP_SCHEDULE_DELAY =
      add("otel.bsp.schedule.delay", DURATION, "5000", "The longest wait for a batch to fill.");
  public static final Option<Integer> BSP_MAX_QUEUE_SIZE =
      add(
          "otel.bsp.max.queue.size",
          OptionType.integer(1, 1 << 24),
          "65536",
          "Spans that may wait; further ones are dropped and counted.");
  public static final Option<Integer> BSP_MAX_EXPORT_BATCH_SIZE =
      add(
          "otel.bsp.max.export.batch.size",
          OptionType.integer(1, 1 << 16),
          "512",
          "Spans in one request.");
  public static final Option<Long> BSP_EXPORT_TIMEOUT =
      add(
          "otel.bsp.export.timeout",
          DURATION,
          "30000",
          "Accepted for compatibility: otel.exporter.otlp.timeout bounds an export here.");

  public static final Option<Long> EXPORTER_QUEUE_BYTES =
      add(
          "weft.exporter.queue.bytes",
          BYTES,
          null,
          "About how much heap waiting spans may hold; by default a 16th of it, 64m at most.");
  public static final Option<Integer> EXPORTER_CONCURRENCY =
      add(
          "weft.exporter.concurrency",
          OptionType.integer(1, 64),
          "4",
          "Requests on their way at the same time when the collector is slow.");
  public static final Option<Long> EXPORTER_SHUTDOWN_TIMEOUT =
      add(
          "weft.exporter.shutdown.timeout",
          DURATION,
          "5000",
          "The longest that sending what waits may delay the end of the process.");

  public static final Option<Boolean> GOVERNOR =
      add(
          "weft.governor.enabled",
          BOOLEAN,
          "true",
          "Records less under pressure: no details, then a tenth, then nothing; see"
              + " docs/self-knowledge.md.");
  public static final Option<Double> GOVERNOR_HEAP =
      add(
          "weft.governor.heap",
          PERCENT,
          "95%",
          "Pressure: heap in use after a collection, of the largest heap; 100%: no limit.");
  public static final Option<Double> GOVERNOR_OWN =
      add(
          "weft.governor.own",
          PERCENT,
          "25%",
          "Pressure: the agent's share of the machine's CPUs; 100%: no limit.");
  public static final Option<Double> GOVERNOR_CPU =
      add(
          "weft.governor.cpu",
          PERCENT,
          "100%",
          "Pressure: busy CPUs of the machine, with whatever; 100%: no limit.");
  public static final Option<Long> GOVERNOR_INTERVAL =
      add("weft.governor.interval", DURATION, "5s", "How often pressure is looked for.");

  public static final Option<Integer> SPAN_ATTRIBUTE_COUNT =
      limit("otel.span.attribute.count.limit", null, "Attributes of one span.");
  public static final Option<Integer> SPAN_ATTRIBUTE_LENGTH =
      limit("otel.span.attribute.value.length.limit", null, "Characters of a span's attribute.");
  public static final Option<Integer> SPAN_EVENT_COUNT =
      limit("otel.span.event.count.limit", "128", "Events of one span.");
  public static final Option<Integer> SPAN_LINK_COUNT =
      limit("otel.span.link.count.limit", "128", "Links of one span.");
  public static final Option<Integer> EVENT_ATTRIBUTE_COUNT =
      limit("otel.event.attribute.count.limit", "128", "Attributes of one event.");
  public static final Option<Integer> LINK_ATTRIBUTE_COUNT =
      limit("otel.link.attribute.count.limit", "128", "Attributes of one link.");
  public static final Option<Integer> ATTRIBUTE_COUNT =
      limit("otel.attribute.count.limit", "128", "Attributes, where nothing above says otherwise.");
  public static final Option<Integer> ATTRIBUTE_LENGTH =
      limit(
          "otel.attribute.value.length.limit",
          "32768",
          "Characters of an attribute, where nothing above says otherwise.");

  public static final Option<Boolean> SDK_DISABLED =
      add("otel.sdk.disabled", BOOLEAN, "false", "Makes no spans; context still propagates.");
  public static final Option<Boolean> AGENT_ENABLED =
      add("otel.javaagent.enabled", BOOLEAN, "true", "Off: the service runs as without the agent.");
  public static final Option<String> OTHER_AGENTS =
      add(
          "weft.other-agents",
          OptionType.choice("stay-out", IGNORE),
          "stay-out",
          "Beside another agent that traces requests; stay-out leaves them to it, with a line.");
  public static final Option<String> CONFIGURATION_FILE =
      add(
          "otel.javaagent.configuration-file",
          TEXT,
          null,
          "A properties file of options; system properties and environment beat it.");
  public static final Option<Long> CONFIGURATION_CHECK =
      add(
          "weft.configuration-file.check",
          DURATION,
          "5s",
          "How often that file is looked at: what is said there of sampling counts at once; 0: never.");
  public static final Option<String> JMX =
      add(
          "weft.jmx",
          OptionType.choice("auto", "true", "false"),
          "auto",
          "The MBeans dev.weft:type=Sampling and Status; auto: as soon as somebody uses JMX.");
  public static final Option<Boolean> AGENT_DEBUG =
      add("otel.javaagent.debug", BOOLEAN, "false", "Logs what the agent does, with stack traces.");
  public static final Option<String> AGENT_LOGGING =
      add(
          "otel.javaagent.logging",
          OptionType.choice("simple", "none"),
          "simple",
          "none: the agent logs nothing, not even its line at start.");

  public static final Option<Boolean> INSTRUMENTATION_DEFAULT =
      add(
          "otel.instrumentation.common.default-enabled",
          BOOLEAN,
          "true",
          "Whether instrumentations that are not named are on.");
  public static final Option<List<String>> SERVER_REQUEST_HEADERS =
      add(
          "otel.instrumentation.http.server.capture-request-headers",
          LIST,
          null,
          "Request headers to put on server spans.");
  public static final Option<List<String>> SERVER_RESPONSE_HEADERS =
      add(
          "otel.instrumentation.http.server.capture-response-headers",
          LIST,
          null,
          "Response headers to put on server spans.");
  public static final Option<List<String>> CLIENT_REQUEST_HEADERS =
      add(
          "otel.instrumentation.http.client.capture-request-headers",
          LIST,
          null,
          "Request headers to put on client spans.");
  public static final Option<List<String>> CLIENT_RESPONSE_HEADERS =
      add(
          "otel.instrumentation.http.client.capture-response-headers",
          LIST,
          null,
          "Response headers to put on client spans.");
  public static final Option<List<String>> MESSAGE_HEADERS =
      add(
          "otel.instrumentation.messaging.experimental.capture-headers",
          LIST,
          null,
          "Message headers to put on messaging spans.");
  public static final Option<Boolean> RECEIVE_TELEMETRY =
      add(
          "otel.instrumentation.messaging.experimental.receive-telemetry.enabled",
          BOOLEAN,
          "false",
          "Spans of receiving messages too; those of processing are below, and link the producer.");
  public static final Option<Boolean> KAFKA_PROPAGATION =
      add(
          "otel.instrumentation.kafka.producer-propagation.enabled",
          BOOLEAN,
          "true",
          "Whether records that are sent to Kafka carry the trace in their headers.");
  public static final Option<String> LOG_TRACE_ID =
      add(
          "otel.instrumentation.common.logging.trace-id",
          TEXT,
          "trace_id",
          "The name of the trace id in log events.");
  public static final Option<String> LOG_SPAN_ID =
      add(
          "otel.instrumentation.common.logging.span-id",
          TEXT,
          "span_id",
          "The name of the span id in log events.");
  public static final Option<String> LOG_TRACE_FLAGS =
      add(
          "otel.instrumentation.common.logging.trace-flags",
          TEXT,
          "trace_flags",
          "The name of the trace flags in log events.");
  public static final Option<List<String>> KNOWN_METHODS =
      add(
          "otel.instrumentation.http.known-methods",
          LIST,
          "GET,POST,PUT,DELETE,HEAD,OPTIONS,PATCH,TRACE,CONNECT,QUERY",
          "HTTP methods that are recorded as they are; others become _OTHER.");
  public static final Option<Boolean> SQL_SANITIZED =
      register(
          Option.of(
                  "otel.instrumentation.common.db.query-sanitization.enabled",
                  BOOLEAN,
                  "true",
                  "Replaces literals in SQL by ?.")
              .formerly("otel.instrumentation.common.db-statement-sanitizer.enabled"));

  public static final Option<Integer> DB_REPEAT_THRESHOLD =
      add(
          "weft.db.repeat.threshold",
          OptionType.integer(0, 1_000_000),
          "5",
          "From which execution on the same query within one request is marked as repeated; 0: never.");
  public static final Option<String> HTTP_QUERY =
      add(
          "weft.http.query",
          OptionType.choice("redact", "drop"),
          "redact",
          "redact: hides tokens and signatures in query strings; drop: records no query.");
  public static final Option<String> LOG_LEVEL =
      add(
          "weft.log.level",
          OptionType.choice("error", "warn", "info", "debug", "trace", "off"),
          "info",
          "What the agent logs about itself.");
  public static final Option<String> LOG_FORMAT =
      add("weft.log.format", OptionType.choice("text", "json"), "text", "Format of log lines.");
  public static final Option<String> LOG_FILE =
      add("weft.log.file", TEXT, null, "A file to log to instead of stderr.");

  private Options() {}

  /** All options. */
  public static List<Option<?>> all() {
    return Collections.unmodifiableList(ALL);
  }

  /** Those that say what is sampled, all texts: what reads them says what is wrong with them. */
  public static List<Option<?>> sampling() {
    return Collections.unmodifiableList(SAMPLING);
  }

  /** Those that can be changed while the service runs. */
  public static List<Option<?>> changeable() {
    List<Option<?>> changeable = new ArrayList<>(SAMPLING);
    for (Option<?> option : ALL) {
      if (option.name().startsWith(RESCUE.name())) {
        changeable.add(option);
      }
    }
    return changeable;
  }

  private static <T> Option<T> add(
      String name, OptionType<T> type, @Nullable String defaultText, String description) {
    return register(Option.of(name, type, defaultText, description));
  }

  private static OtlpOptions add(OtlpOptions options) {
    ALL.addAll(options.all());
    return options;
  }

  private static Option<String> sampling(
      String name, @Nullable String defaultText, String description) {
    Option<String> option = add(name, TEXT, defaultText, description);
    SAMPLING.add(option);
    return option;
  }

  private static <T> Option<T> secret(String name, OptionType<T> type, String description) {
    return register(Option.of(name, type, null, description).hidden());
  }

  private static Option<Integer> limit(
      String name, @Nullable String defaultText, String description) {
    return add(name, OptionType.integer(0, ANY), defaultText, description);
  }

  private static <T> Option<T> register(Option<T> option) {
    ALL.add(option);
    return option;
  }
}
