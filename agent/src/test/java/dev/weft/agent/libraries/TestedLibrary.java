package dev.weft.agent.libraries;

/**
 * A library that an instrumentation is tested with, in two versions; its artifact may be renamed
 * between them.
 */
record TestedLibrary(
    String firstArtifact, String firstVersion, String latestArtifact, String latestVersion) {

  /** The file's name, {@code run} being first or latest. */
  String jar(String run) {
    return run.equals("latest")
        ? latestArtifact + "-" + latestVersion + ".jar"
        : firstArtifact + "-" + firstVersion + ".jar";
  }
}
