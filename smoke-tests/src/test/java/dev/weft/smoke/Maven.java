package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import java.util.ArrayList;
import java.util.List;

/** The Maven that runs the tests, to fetch what they run and nothing depends on. */
final class Maven {
  private Maven() {}

  /** Runs a goal with these arguments, which must succeed. */
  static void run(String... arguments) throws InterruptedException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "-B", "-q", "-Dmaven.repo.local=" + System.getProperty("weft.maven.repository")));
    all.addAll(List.of(arguments));
    Result result =
        JavaProcess.run(Weft.command(System.getProperty("weft.maven"), all.toArray(String[]::new)));
    assertThat(result.exitCode()).as("%s", result).isZero();
  }
}
