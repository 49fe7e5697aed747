package example.orders;

import java.io.IOException;

/** How a service tells that it is there, and when it ends: with its standard input. */
final class Life {
  private Life() {}

  /** Prints the port and goes on until the end of standard input; then ends the JVM. */
  static void serve(int port) throws IOException {
    System.out.println("ready on " + port);
    while (System.in.read() >= 0) {
      // Nobody writes; the end of the stream is the signal.
    }
    System.exit(0);
  }
}
