package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another tracing agent in the same JVM, started before Weft or after it. */
@Tag("faults")
@Tag("other-agents")
@Tag("matrix")
class OtherAgentsIT {
  private static final String SCOPE_OF_WEFT = "dev.weft.";

  /** Which of the two the JVM starts first. */
  private enum First {
    WEFT,
    PEER
  }

  @ParameterizedTest(name = "{0}, {1} first, JDK {2}")
  @CsvSource({
    "OPENTELEMETRY, WEFT, 8",
    "OPENTELEMETRY, PEER, 8",
    "OPENTELEMETRY, WEFT, 17",
    "OPENTELEMETRY, PEER, 17",
    "OPENTELEMETRY, WEFT, 25",
    "OPENTELEMETRY, PEER, 25",
    "ELASTIC, WEFT, 17",
    "ELASTIC, PEER, 17",
    "DATADOG, WEFT, 17",
    "DATADOG, PEER, 17",
  })
  void leavesTheServiceToTheOther(PeerAgent peer, First first, int version) throws Exception {
    try (PeerIntake intake = new PeerIntake()) {
      Visit visit = visitUnchanged(Jdk.of(version), agents(peer, first, intake));

      assertThat(linesOfWeft(visit))
          .singleElement()
          .asString()
          .contains("stays out", peer.called() + " is in this JVM, too");
      intake.await(peer.mark());
      assertThat(intake.has(SCOPE_OF_WEFT)).as("spans of Weft").isFalse();
    }
  }

  @ParameterizedTest(name = "{0}, {1} first, JDK {2}")
  @CsvSource({
    "OPENTELEMETRY, WEFT, 17",
    "OPENTELEMETRY, PEER, 17",
    "ELASTIC, PEER, 17",
    "DATADOG, PEER, 17",
  })
  void tracesBesideTheOtherWhereToldTo(PeerAgent peer, First first, int version) throws Exception {
    try (PeerIntake intake = new PeerIntake()) {
      List<String> options = agents(peer, first, intake);
      options.add("-Dweft.other-agents=ignore");

      Visit visit = visitUnchanged(Jdk.of(version), options);

      assertThat(linesOfWeft(visit)).singleElement().asString().contains("spans go to");
      intake.await(peer.mark());
      intake.await(SCOPE_OF_WEFT + "servlet-3.0");
      assertThat(intake.has("/v1/traces")).as("spans of what an agent sends").isFalse();
    }
  }

  private static List<String> agents(PeerAgent peer, First first, PeerIntake intake)
      throws Exception {
    List<Path> jars =
        first == First.WEFT ? List.of(Weft.JAR, peer.jar()) : List.of(peer.jar(), Weft.JAR);
    List<String> options = new ArrayList<>();
    jars.forEach(jar -> options.add("-javaagent:" + jar));
    options.add("-Dotel.exporter.otlp.endpoint=" + intake.endpoint());
    options.add("-Dotel.bsp.schedule.delay=100");
    options.addAll(peer.options(intake));
    return options;
  }

  /** Visits the service with these options, and asserts that it is the same without. */
  private static Visit visitUnchanged(Jdk jdk, List<String> options) throws Exception {
    Visit plain = visit(jdk, List.of());
    Visit visit = visit(jdk, options);
    assertUnchanged(visit, plain);
    return visit;
  }

  /** A Tomcat; the agents of others compile for many seconds where the JVM may do it well. */
  private static Visit visit(Jdk jdk, List<String> options) throws Exception {
    ProcessBuilder service =
        Weft.plainJava(
            jdk,
            options,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Weft.classPath("tomcat-9"),
            "example.smoke.Server");
    try (JavaProcess running = JavaProcess.start(service)) {
      String listening = running.awaitOut("listening on ");
      String port = listening.substring("listening on ".length());
      List<String> answers = new ArrayList<>();
      for (String path : List.of("/outer", "/inner", "/broken", "/missing")) {
        answers.add(RawHttp.get(port, path));
      }
      return new Visit(answers, running.awaitEnd());
    }
  }

  private static void assertUnchanged(Visit visit, Visit plain) {
    assertThat(visit.answers()).isEqualTo(plain.answers());
    assertThat(visit.end().exitCode()).isEqualTo(plain.end().exitCode());
    assertThat(said(visit)).isEqualTo(said(plain));
    assertThat(exceptions(visit)).isEqualTo(exceptions(plain));
  }

  /** The standard output, but for the port. */
  private static List<String> said(Visit visit) {
    return visit.end().out().stream().map(line -> line.replaceAll("\\d+", "#")).toList();
  }

  /** The application has one of its own. */
  private static List<String> exceptions(Visit visit) {
    return lines(visit).filter(line -> line.contains("Exception")).toList();
  }

  private static List<String> linesOfWeft(Visit visit) {
    return lines(visit)
        .filter(line -> line.startsWith("weft ") || line.startsWith("weft:"))
        .toList();
  }

  private static Stream<String> lines(Visit visit) {
    return Stream.concat(visit.end().out().stream(), visit.end().err().stream());
  }

  /** What a service answered, and how it ended. */
  private record Visit(List<String> answers, Result end) {}
}
