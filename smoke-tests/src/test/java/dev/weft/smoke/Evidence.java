package dev.weft.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the running test's processes said and its receivers got. One test runs at a time. */
final class Evidence {
  private static final List<Witness> WITNESSES = new ArrayList<>();

  private Evidence() {}

  static synchronized void of(Witness witness) {
    WITNESSES.add(witness);
  }

  /** Writes a file of each witness to this folder: {@code 1-java-process.log} and so on. */
  static synchronized void keepIn(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < WITNESSES.size(); i++) {
      Witness witness = WITNESSES.get(i);
      String kind =
          witness
              .getClass()
              .getSimpleName()
              .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
              .toLowerCase(Locale.ROOT);
      Files.writeString(folder.resolve(i + 1 + "-" + kind + ".log"), witness.testimony());
    }
  }

  /** Drops what is over; what a class of tests shares stays. */
  static synchronized void forget() {
    WITNESSES.removeIf(Witness::isOver);
  }
}
