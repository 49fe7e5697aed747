package example.smoke;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.ThreadFactory;

/** {@code StructuredTaskScope} in its second form, of Java 25. */
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
    try (var scope =
        StructuredTaskScope.open(
            Joiner.awaitAllSuccessfulOrThrow(), options -> options.withThreadFactory(factory))) {
      var trace = scope.fork(call);
      scope.join();
      return trace.get();
    }
  }

  private static String nested(Callable<String> call) throws Exception {
    try (var scope = StructuredTaskScope.open()) {
      var trace = scope.fork(() -> forked(Thread.ofVirtual().factory(), call));
      scope.join();
      return trace.get();
    }
  }
}
