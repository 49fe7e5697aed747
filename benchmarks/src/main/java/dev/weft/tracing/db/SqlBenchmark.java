package dev.weft.tracing.db;

import dev.weft.tracing.TracingSettings;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What removing the literals of a statement and summing it up costs: seen before, and not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SqlBenchmark {
  private static final String SHORT = "select name, price from items where id = 4711";
  private static final String LONG =
      "select o.id, o.created, c.name, sum(p.price * p.quantity) as total from orders o join"
          + " customers c on c.id = o.customer_id join positions p on p.order_id = o.id where"
          + " o.state in ('open', 'paid', 'sent') and c.country = 'DE' and o.created > 20251101"
          + " group by o.id, o.created, c.name having sum(p.price * p.quantity) > 100 order by"
          + " total desc limit 50";

  private final TracingSettings settings = TracingSettings.defaults();
  private final SqlQueryCache cache = new SqlQueryCache(settings);

  @Benchmark
  public Object shortStatement() {
    return SqlQuery.of(SHORT, SqlDialect.POSTGRESQL, settings);
  }

  @Benchmark
  public Object longStatement() {
    return SqlQuery.of(LONG, SqlDialect.POSTGRESQL, settings);
  }

  @Benchmark
  public Object knownStatement() {
    return cache.get(LONG, SqlDialect.POSTGRESQL);
  }
}
