package dev.weft.agent.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerIdTest {
  private static final String ID =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  @TempDir Path root;

  @Test
  void standsInTheControlGroupOfVersionOne() throws IOException {
    write("cgroup", "12:cpu:/\n11:memory:/kubepods/burstable/pod1/" + ID + "\n");
    assertThat(find()).isEqualTo(ID);
    write("cgroup", "1:name=systemd:/system.slice/docker-" + ID + ".scope\n");
    assertThat(find()).isEqualTo(ID);
  }

  @Test
  void standsInTheMountsOfVersionTwo() throws IOException {
    write("cgroup", "0::/\n");
    write(
        "mountinfo",
        "1 2 0:1 / / rw - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/x\n"
            + "3 4 8:1 /var/lib/docker/containers/"
            + ID
            + "/hostname /etc/hostname rw - ext4 /dev/sda1 rw\n");
    assertThat(find()).isEqualTo(ID);
  }

  @Test
  void isNotGuessedOutsideOfContainers() throws IOException {
    assertThat(find()).isNull();
    write("cgroup", "0::/user.slice/session-1.scope\n");
    write("mountinfo", "1 2 0:1 / / rw - ext4 /dev/sda1 rw\n");
    assertThat(find()).isNull();
    write("cgroup", "1:cpu:/" + ID + "00\n");
    assertThat(find()).isNull();
  }

  private void write(String file, String content) throws IOException {
    Path path = root.resolve("proc/self").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private String find() {
    return ContainerId.find(new Surroundings(name -> null, Map.of(), root.toFile(), root.toFile()));
  }
}
