package example.smoke;

import java.util.concurrent.Callable;

/** For ways through which a request must not be handed over. */
final class Elsewhere {
  private Elsewhere() {}

  /** What the caller itself sees, as long as the call was made in no request. */
  static String unlessInRequest(String seen, Callable<String> call) throws Exception {
    return seen.contains(Loopback.REQUEST) ? "handed over: " + seen : call.call();
  }
}
