package dev.weft.agent.cli;

import static java.util.Collections.emptyMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Option;
import dev.weft.agent.config.Options;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CliTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpsWithEveryCommandAndOption() {
    assertThat(run()).isZero();
    assertThat(run("help")).isZero();
    assertThat(text(out)).contains("view", "config", "version");
    assertThat(text(out)).contains(Options.all().stream().map(Option::name).toList());
  }

  @Test
  void writesTheTableOfTheReadme() {
    assertThat(run("help", "--markdown")).isZero();
    assertThat(text(out)).startsWith("| option | default |").contains("| `otel.service.name` |");
  }

  @Test
  void refusesAnUnknownCommandInOneLine() {
    assertThat(run("veiw")).isEqualTo(2);
    assertThat(text(err)).hasLineCount(1).contains("view");
  }

  @Test
  void refusesWrongArgumentsOfView() {
    assertThat(run("view", "--port", "http")).isEqualTo(2);
    assertThat(run("view", "--verbose")).isEqualTo(2);
    assertThat(text(err)).contains("--port takes a number from 0 to 65535").hasLineCount(2);
  }

  @Test
  void refusesWrongArgumentsOfStatus() {
    assertThat(run("status", "shop")).isEqualTo(2);
    assertThat(run("status", "1", "2")).isEqualTo(2);
    assertThat(text(err)).contains("usage: status [PID] [--json]").hasLineCount(2);
  }

  @Test
  void saysThatThereIsNoProcess() {
    assertThat(run("status", "999999999")).isEqualTo(1);
    assertThat(text(err)).isEqualToNormalizingNewlines("weft: there is no process 999999999\n");
  }

  @Test
  void leavesAloneWhatIsNoJvm() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(run("status", Long.toString(other.pid()))).isEqualTo(1);
      assertThat(text(err)).contains("is no JVM").hasLineCount(1);
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroy();
    }
  }

  @Test
  void saysInOneLineThatThePortOfViewIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run("view", "--port", port)).isEqualTo(1);
      assertThat(text(err))
          .isEqualToNormalizingNewlines(
              "weft: port " + port + " is in use; choose another one with view --port N\n");
    }
  }

  @Test
  void showsWhereEachValueComesFromButNoSecret() {
    Config config =
        Config.of(
            Map.of("otel.service.name", "shop", "otel.bsp.max.queue.size", "lots"),
            emptyMap(),
            Map.of("OTEL_EXPORTER_OTLP_HEADERS", "key=secret", "OTEL_NO_SUCH", "1"));

    ConfigCommand.print(config, new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(text(out).lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "otel.service.name shop system property",
            "otel.exporter.otlp.headers *** environment",
            "otel.bsp.max.queue.size 65536 default",
            "! options that Weft does not have are ignored: OTEL_NO_SUCH")
        .anyMatch(line -> line.startsWith("! otel.bsp.max.queue.size=lots"));
    assertThat(text(out)).doesNotContain("secret");
  }

  private int run(String... arguments) {
    return Cli.run(
        List.of(arguments),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
