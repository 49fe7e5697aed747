package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A run-time image without logging, management, databases, naming and the HTTP client. */
final class SmallestImage {
  private SmallestImage() {}

  /**
   * Links an image of a JDK; once for each folder.
   *
   * @param service the modules that it is for, beside those that any agent needs
   */
  static Jdk of(Jdk jdk, Path folder, String... service) throws Exception {
    Jdk image = new Jdk(jdk.version(), folder.resolve("image-" + jdk.version()));
    if (!Files.exists(image.home())) {
      List<String> modules = new ArrayList<>(List.of("java.base", "java.instrument"));
      modules.addAll(List.of(service));
      Result linked =
          JavaProcess.run(
              Weft.command(
                  jdk.tool("jlink").toString(),
                  "--add-modules",
                  String.join(",", modules),
                  "--output",
                  image.home().toString()));
      assertThat(linked.exitCode()).as("%s", linked).isZero();
      // The image's own launcher lacks what ci/fetch-jdks.sh tells a JDK of a newer system.
      Files.copy(jdk.tool("java"), image.tool("java"), StandardCopyOption.REPLACE_EXISTING);
    }
    return image;
  }
}
