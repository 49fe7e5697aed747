package dev.weft.agent.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OtlpReaderTest {

  @Test
  void readsWhatIsShown() throws IOException {
    ReceivedSpan span = OtlpReader.read(OtlpMessages.request()).get(0);

    assertThat(span.traceId).isEqualTo("30313233343536373839616263646566");
    assertThat(span.spanId).isEqualTo("3132333435363738");
    assertThat(span.isRoot()).isTrue();
    assertThat(span.service).isEqualTo("shop");
    assertThat(span.name).isEqualTo("GET /");
    assertThat(span.durationNanos()).isEqualTo(2_000);
    assertThat(span.error).isTrue();
    assertThat(span.errorText()).isEqualTo("IllegalStateException: no such item");
    assertThat(span.attributes)
        .containsEntry("http.response.status_code", "500")
        .containsEntry("flag", "true")
        .containsEntry("ratio", "0.5")
        .containsEntry("list", "[a, b]");
  }

  @Test
  void readsAnEmptyRequest() throws IOException {
    assertThat(OtlpReader.read(new byte[0])).isEmpty();
  }

  @Test
  void refusesWhatIsCutOff() {
    byte[] request = OtlpMessages.request();

    assertThatThrownBy(() -> OtlpReader.read(Arrays.copyOf(request, request.length - 1)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusesListsNestedWithoutEnd() {
    byte[] value = OtlpMessages.message(out -> out.writeString(1, "x"));
    for (int i = 0; i < 10_000; i++) {
      byte[] inner = value;
      byte[] list = OtlpMessages.message(out -> out.writeByteArray(1, inner));
      value = OtlpMessages.message(out -> out.writeByteArray(5, list));
    }
    byte[] deep = value;
    byte[] attribute =
        OtlpMessages.message(
            out -> {
              out.writeString(1, "deep");
              out.writeByteArray(2, deep);
            });
    byte[] span = OtlpMessages.message(out -> out.writeByteArray(9, attribute));
    byte[] scope = OtlpMessages.message(out -> out.writeByteArray(2, span));
    byte[] resource = OtlpMessages.message(out -> out.writeByteArray(2, scope));
    byte[] request = OtlpMessages.message(out -> out.writeByteArray(1, resource));

    assertThatThrownBy(() -> OtlpReader.read(request)).isInstanceOf(IOException.class);
  }

  @Test
  void answersGarbageWithAnIoExceptionOnly() {
    Random random = new Random(1);
    byte[] request = OtlpMessages.request();
    for (int i = 0; i < 20_000; i++) {
      byte[] garbage = request.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        garbage[random.nextInt(garbage.length)] = (byte) random.nextInt();
      }
      try {
        OtlpReader.read(garbage);
      } catch (IOException e) {
        assertThat(e).isNotNull();
      }
    }
  }
}
