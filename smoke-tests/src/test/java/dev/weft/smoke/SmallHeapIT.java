package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A service under load in a heap of 64 MB: enough for it and the agent, and every span is counted.
 */
@Tag("jvm")
class SmallHeapIT {
  @Test
  void isEnoughForShortLoad() throws Exception {
    assertEnough(Jdk.of(17), 3_000);
  }

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  @Tag("matrix")
  void isEnoughForLoadOnAnyJdk(Jdk jdk) throws Exception {
    assertEnough(jdk, 20_000);
  }

  private static void assertEnough(Jdk jdk, int requests) throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.start();
        LoadService service =
            new LoadService(jdk, "http/protobuf", collector.endpoint(), "-Xmx64m")) {
      service.run(requests);
      Result result = service.end();

      SpanAccount account = SpanAccount.of(result.err());
      assertThat(account.ended()).isEqualTo(requests);
      assertThat(account.exported() + account.lost()).isEqualTo(requests);
      assertThat(collector.spans()).hasSize((int) account.exported());
      assertThat(result.err())
          .noneMatch(line -> line.contains("OutOfMemoryError") || line.contains(" WARN "));
      assertThat(result.exitCode()).isZero();
    }
  }
}
