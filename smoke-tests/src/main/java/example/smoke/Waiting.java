package example.smoke;

import java.io.IOException;

/** Says that it is ready, and ends when its standard input does. */
public final class Waiting {
  private Waiting() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // nobody writes; the end of the stream is the signal
    }
    System.out.println("done");
  }
}
