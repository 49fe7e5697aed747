package dev.weft.smoke;

import java.nio.file.Path;
import java.util.List;

/** A way of the JVM's to load classes from a file that an earlier run of the service has left. */
enum ClassArchive {
  /** AppCDS, written at a run's end. */
  AT_EXIT(17) {
    @Override
    List<String> record(Path file) {
      return List.of("-XX:ArchiveClassesAtExit=" + file);
    }

    @Override
    List<String> use(Path file) {
      return List.of("-XX:SharedArchiveFile=" + file);
    }
  },

  /** AppCDS, written at a run's end if it is not there yet. */
  AUTOMATIC(21) {
    @Override
    List<String> record(Path file) {
      return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file);
    }

    @Override
    List<String> use(Path file) {
      return record(file);
    }
  },

  /** The AOT cache: classes already linked, and more. */
  AOT_CACHE(25) {
    @Override
    List<String> record(Path file) {
      return List.of(MODULE_OF_AGENTS, "-XX:AOTCacheOutput=" + file);
    }

    @Override
    List<String> use(Path file) {
      return List.of(MODULE_OF_AGENTS, "-XX:AOTCache=" + file);
    }
  };

  /**
   * An agent brings this module in, and a cache fits the modules only that it was recorded with.
   */
  private static final String MODULE_OF_AGENTS = "--add-modules=java.instrument";

  private final int since;

  ClassArchive(int since) {
    this.since = since;
  }

  /** Whether this JDK knows it. */
  boolean existsOn(Jdk jdk) {
    return jdk.version() >= since;
  }

  /** The options of the run that writes the file, which is one without the agent. */
  abstract List<String> record(Path file);

  /** The options of a run that reads the file. */
  abstract List<String> use(Path file);
}
