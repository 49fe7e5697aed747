package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Libraries in versions that the instrumentations do not know, one of each kind. */
@Tag("old-libraries")
class OldLibrariesIT {
  private static final String MAIN = "example.old.OldLibraries";

  /** What each says, once: which it is, and what the library lacks. */
  private static final List<String> OFF =
      List.of(
          "undertow-2.0 off in loader app: io.undertow.util.ObjectPool missing",
          "netty-4.1 off in loader app: io.netty.channel.Channel.hasAttr(io.netty.util.AttributeKey) missing",
          "apache-httpclient-4.3 off in loader app: org.apache.http.client.methods.HttpRequestWrapper missing",
          "jedis-2.5 off in loader app: redis.clients.jedis.Connection.readProtocolWithCheckingBroken() missing",
          "kafka-clients-0.11 off in loader app: org.apache.kafka.clients.consumer.ConsumerRecord.headers() missing",
          "grpc-1.6 off in loader app: io.grpc.Grpc missing",
          "quartz-2.0 off in loader app: org.quartz.JobDetail is a class",
          "spring-scheduling-3.1 off in loader app: org.springframework.scheduling.support.ScheduledMethodRunnable missing",
          "reactor-3.1 off in loader app: reactor.core.CoreSubscriber missing");

  @Test
  void switchTheirInstrumentationsOffWithALineEachAndWorkAsWithoutTheAgent() throws Exception {
    Result plain =
        JavaProcess.run(Weft.plainJava(Jdk.of(17), "-cp", Weft.classPath("old-libraries"), MAIN));
    try (OtlpReceiver collector = OtlpReceiver.start()) {

      Result traced = JavaProcess.run(Weft.app("old-libraries", Jdk.of(17), collector, MAIN));

      assertThat(traced.exitCode()).as("%s", traced.err()).isZero();
      assertThat(traced.out()).hasSize(OFF.size()).isEqualTo(plain.out());
      assertThat(traced.err())
          .filteredOn(line -> line.startsWith("weft ") && line.contains(" off in loader "))
          .extracting(line -> line.substring(line.indexOf("Weaver: ") + "Weaver: ".length()))
          .containsExactlyInAnyOrderElementsOf(OFF);
      assertThat(traced.err())
          .noneMatch(line -> line.startsWith("weft ") && line.matches(".* (WARN|ERROR) .*"));
      // The JDK's own server, which the old HttpClient asks, is traced all the same.
      collector.await(1, span -> span.kind() == SpanKind.SPAN_KIND_SERVER);
    }
  }
}
