package dev.weft.benchmarks.growth;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Threads that ask a database all at once, over the connections of a pool. */
final class Crowd {
  private static final int CONNECTIONS = 10;
  private static final int STATEMENTS = 400_000;

  /**
   * Of some ten microseconds, so that the exporter keeps up; H2 answers an equal one from memory.
   */
  private static final String SQL = "SELECT SUM(X + RAND()) FROM SYSTEM_RANGE(1, 8)";

  private static final long PATIENCE_MINUTES = 5;

  private final BlockingQueue<Connection> pool = new LinkedBlockingQueue<>();
  private final CyclicBarrier together;
  private final int each;

  private Crowd(int size) throws SQLException {
    together = new CyclicBarrier(size + 1);
    each = STATEMENTS / size;
    for (int i = 0; i < CONNECTIONS; i++) {
      pool.add(DriverManager.getConnection("jdbc:h2:mem:"));
    }
  }

  /** The cost of a statement. */
  static Cost ofPlatformThreads(int size) throws Exception {
    return new Crowd(size).measure(size, Thread::new);
  }

  /** The cost of a statement; needs Java 21. */
  static Cost ofVirtualThreads(int size) throws Exception {
    // Compiled for Java 17, which has no name for them.
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    ThreadFactory threads =
        (ThreadFactory)
            Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    return new Crowd(size).measure(size, threads);
  }

  private Cost measure(int size, ThreadFactory threads) throws Exception {
    List<FutureTask<Void>> members = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      FutureTask<Void> member = new FutureTask<>(this::member, null);
      members.add(member);
      threads.newThread(member).start();
    }
    together();
    together(); // they have warmed up
    Meter meter = Meter.ofAllThreads();
    together();
    together(); // they are done, and all there still
    Cost cost = meter.read().per(each * size, 0);
    together();
    for (FutureTask<Void> member : members) {
      member.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    }
    return cost;
  }

  private void member() {
    try {
      together();
      ask();
      together();
      together();
      ask();
      together();
      together();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void together() throws Exception {
    together.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
  }

  private void ask() throws InterruptedException, SQLException {
    for (int i = 0; i < each; i++) {
      Connection connection = pool.take();
      try (Statement statement = connection.createStatement();
          ResultSet answer = statement.executeQuery(SQL)) {
        answer.next();
      } finally {
        pool.add(connection);
      }
    }
  }
}
