package dev.weft.agent.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceIdTest {
  @TempDir File empty;

  @Test
  void isARandomUuidWithAndWithoutTheDevice() {
    for (File root : new File[] {new File("/"), empty}) {
      Surroundings surroundings = new Surroundings(name -> null, Map.of(), root, root);
      UUID id = InstanceId.random(surroundings);

      assertThat(id.version()).isEqualTo(4);
      assertThat(id.variant()).isEqualTo(2);
      assertThat(InstanceId.random(surroundings)).isNotEqualTo(id);
    }
  }
}
