package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.RefusingPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the last spans of a process, and how long that takes. */
@Tag("collector-shutdown")
class CollectorShutdownIT {
  private static final int REQUESTS = 1500;

  /**
   * Beyond the limit: the JVM's own part, on a machine that does other things, too. Who takes no
   * notice of the limit is later still: by the default of five seconds, or an export's ten.
   */
  private static final Duration SLACK = Duration.ofMillis(3500);

  /** The ways in which a process ends. */
  private enum End {
    MAIN {
      @Override
      JavaProcess.Result of(LoadService service) throws InterruptedException {
        return service.end();
      }
    },
    EXIT {
      @Override
      JavaProcess.Result of(LoadService service) throws IOException, InterruptedException {
        return service.exit(7);
      }
    },
    SIGTERM {
      @Override
      JavaProcess.Result of(LoadService service) throws InterruptedException {
        return service.terminate();
      }
    };

    abstract JavaProcess.Result of(LoadService service) throws IOException, InterruptedException;
  }

  static Stream<Arguments> endsOnEachJdk() {
    return Jdk.among(8, 17, 25)
        .flatMap(jdk -> Stream.of(End.values()).map(end -> Arguments.of(jdk, end)));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("endsOnEachJdk")
  void sendsAllToACollectorThatIsThere(Jdk jdk, End end) throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.start();
        // Nothing is sent before the end.
        LoadService service =
            new LoadService(
                jdk, "http/protobuf", collector.endpoint(), "-Dotel.bsp.schedule.delay=60000")) {
      service.run(REQUESTS);

      JavaProcess.Result result = end.of(service);

      assertThat(SpanAccount.of(result.err()))
          .isEqualTo(new SpanAccount(REQUESTS, REQUESTS, Map.of()));
      assertThat(collector.spans()).hasSize(REQUESTS);
      assertThat(result.exitCode()).isEqualTo(exitCode(end));
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("endsOnEachJdk")
  void endsInTimeWhenTheCollectorDoesNotAnswer(Jdk jdk, End end) throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertEndsInASecond(jdk, end, "http/protobuf", deaf.getLocalPort());
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("endsOnEachJdk")
  void endsInTimeWhenNobodyListens(Jdk jdk, End end) throws Exception {
    try (RefusingPort nobody = new RefusingPort()) {
      assertEndsInASecond(jdk, end, "http/protobuf", nobody.number());
    }
  }

  @Test
  void endsInTimeByGrpcWhenTheCollectorDoesNotAnswer() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertEndsInASecond(Jdk.of(17), End.SIGTERM, "grpc", deaf.getLocalPort());
    }
  }

  @Test
  void endsInTimeByGrpcWhenNobodyListens() throws Exception {
    try (RefusingPort nobody = new RefusingPort()) {
      assertEndsInASecond(Jdk.of(17), End.SIGTERM, "grpc", nobody.number());
    }
  }

  @Test
  void takesFiveSecondsAtMostUnlessToldOtherwise() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertEndsInTime(
          Jdk.of(17), End.SIGTERM, "http/protobuf", deaf.getLocalPort(), Duration.ofSeconds(5));
    }
  }

  private static void assertEndsInASecond(Jdk jdk, End end, String protocol, int port)
      throws Exception {
    assertEndsInTime(
        jdk, end, protocol, port, Duration.ofSeconds(1), "-Dweft.exporter.shutdown.timeout=1000");
  }

  private static void assertEndsInTime(
      Jdk jdk, End end, String protocol, int port, Duration limit, String... options)
      throws Exception {
    try (LoadService service =
        new LoadService(jdk, protocol, "http://127.0.0.1:" + port, options)) {
      service.run(REQUESTS);

      long start = System.nanoTime();
      JavaProcess.Result result = end.of(service);
      Duration taken = Duration.ofNanos(System.nanoTime() - start);

      assertThat(taken).isLessThan(limit.plus(SLACK));
      SpanAccount account = SpanAccount.of(result.err());
      assertThat(account.ended()).isEqualTo(REQUESTS);
      assertThat(account.exported()).isZero();
      assertThat(account.lost()).isEqualTo(REQUESTS);
      assertThat(result.exitCode()).isEqualTo(exitCode(end));
    }
  }

  private static int exitCode(End end) {
    return switch (end) {
      case MAIN -> 0;
      case EXIT -> 7;
      case SIGTERM -> 143;
    };
  }
}
