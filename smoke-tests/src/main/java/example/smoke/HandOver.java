package example.smoke;

import java.util.concurrent.Callable;

/** A way to have something done by another thread. */
interface HandOver {
  /** Has the call made, and answers its result. */
  String through(Callable<String> call) throws Exception;
}
