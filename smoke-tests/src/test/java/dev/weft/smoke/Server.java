package dev.weft.smoke;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A server of the matrix, with the application that calls itself. */
interface Server {
  /**
   * Lays the server out in an empty folder, as its users would, and answers the command that runs
   * it there.
   *
   * @param jvmOptions options for its JVM, given in the way that its manual says
   */
  ProcessBuilder command(Jdk jdk, Path folder, int port, List<String> jvmOptions)
      throws IOException, InterruptedException;

  /** Waits until it answers requests. */
  void awaitReady(JavaProcess process) throws InterruptedException;

  /** The path that the application is mounted at. */
  default String mount() {
    return "/shop";
  }

  /** The route of a path of the application. */
  default String route(String path) {
    return mount() + path;
  }
}
