package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules by system property, in a real server. */
@Tag("sampling-rules")
class SamplingRulesIT {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void dropsARequestWithAllItCallsAndKeepsAnother() throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.start()) {
      ProcessBuilder service = Weft.app("tomcat-10", Jdk.of(17), collector, "example.smoke.Server");
      service
          .command()
          .add(1, "-Dweft.sampling.rules=drop GET /out*, keep /broken, 10% /inner, 5/z /never");
      try (JavaProcess server = JavaProcess.start(service)) {
        String listening = server.awaitOut("listening on ");
        String base = "http://localhost:" + listening.substring("listening on ".length());
        assertThat(get(base + "/outer").body()).isEqualTo("inner");
        assertThat(get(base + "/broken").statusCode()).isEqualTo(500);

        Result result = server.awaitEnd();
        assertThat(result.exitCode()).isZero();
        List<ReceivedSpan> spans = collector.spans();
        assertThat(spans).as("%s", spans).hasSize(1);
        assertThat(spans.get(0).attributes()).containsEntry("url.path", "/broken");
        assertThat(spans.get(0).wire()).contains("trace_state: \"ot=th:0\"");
        assertThat(result.err())
            .filteredOn(line -> line.startsWith("weft ") && line.contains("weft.sampling.rules"))
            .singleElement()
            .asString()
            .contains("rule 4 (5/z /never), column 43", "\"5/z\" is no action");
      }
    }
  }

  private HttpResponse<String> get(String url) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
