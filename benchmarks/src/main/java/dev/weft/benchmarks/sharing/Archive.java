package dev.weft.benchmarks.sharing;

import java.nio.file.Path;
import java.util.List;

/** What a service's classes are loaded from beside its jars. */
enum Archive {
  NONE("none") {
    @Override
    List<String> recording(Path file) {
      return List.of();
    }

    @Override
    List<String> using(Path file) {
      return List.of();
    }
  },
  APP_CDS("AppCDS") {
    @Override
    List<String> recording(Path file) {
      return List.of("-XX:ArchiveClassesAtExit=" + file);
    }

    @Override
    List<String> using(Path file) {
      return List.of("-XX:SharedArchiveFile=" + file);
    }
  },
  AOT_CACHE("AOT cache") {
    @Override
    List<String> recording(Path file) {
      return List.of(MODULE_OF_AGENTS, "-XX:AOTCacheOutput=" + file);
    }

    @Override
    List<String> using(Path file) {
      return List.of(MODULE_OF_AGENTS, "-XX:AOTCache=" + file);
    }
  };

  /**
   * An agent brings this module in, and a cache fits the modules only that it was recorded with.
   */
  private static final String MODULE_OF_AGENTS = "--add-modules=java.instrument";

  private final String title;

  Archive(String title) {
    this.title = title;
  }

  static List<Archive> of(int jdk) {
    return jdk < 25 ? List.of(NONE, APP_CDS) : List.of(values());
  }

  abstract List<String> recording(Path file);

  abstract List<String> using(Path file);

  @Override
  public String toString() {
    return title;
  }
}
