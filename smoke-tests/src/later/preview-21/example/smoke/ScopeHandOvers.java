package example.smoke;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.ThreadFactory;

/** {@code StructuredTaskScope} in its first form, of Java 21 to 24. */
public final class ScopeHandOvers {
  private ScopeHandOvers() {}

  public static Map<String, HandOver> all() {
    Map<String, HandOver> ways = new LinkedHashMap<>();
    ways.put("structured scope, virtual", call -> forked(Thread.ofVirtual().factory(), call));
    ways.put("structured scope, platform", call -> forked(Thread.ofPlatform().factory(), call));
    ways.put("structured scope, nested", ScopeHandOvers::nested);
    return ways;
  }

  private static String forked(ThreadFactory factory, Callable<String> call) throws Exception {
    try (var scope = new StructuredTaskScope.ShutdownOnFailure("scope", factory)) {
      var trace = scope.fork(call);
      scope.join().throwIfFailed();
      return trace.get();
    }
  }

  private static String nested(Callable<String> call) throws Exception {
    try (var scope = new StructuredTaskScope.ShutdownOnFailure()) {
      var trace = scope.fork(() -> forked(Thread.ofVirtual().factory(), call));
      scope.join().throwIfFailed();
      return trace.get();
    }
  }
}
