package example.smoke;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** {@code java.util.Timer}. */
public final class TimerHandOvers {
  private static final long NEVER_AGAIN = 3_600_000;

  private TimerHandOvers() {}

  public static Map<String, HandOver> all() {
    Map<String, HandOver> ways = new LinkedHashMap<>();
    Timer timer = new Timer(true);
    ways.put("Timer", call -> through(timer, 0, call));
    ways.put("Timer that the request has made", call -> through(new Timer(true), 0, call));
    ways.put(
        "Timer, repeated, which is nobody's",
        call -> Elsewhere.unlessInRequest(through(timer, NEVER_AGAIN, call), call));
    ways.put(
        "Timer that the request has made, repeated",
        call -> Elsewhere.unlessInRequest(through(new Timer(true), NEVER_AGAIN, call), call));
    return ways;
  }

  private static String through(Timer timer, long period, Callable<String> call) throws Exception {
    FutureTask<String> task = new FutureTask<>(call);
    TimerTask timed =
        new TimerTask() {
          @Override
          public void run() {
            task.run();
          }
        };
    if (period == 0) {
      timer.schedule(timed, 1);
    } else {
      timer.schedule(timed, 1, period);
    }
    return task.get();
  }
}
