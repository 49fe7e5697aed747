package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.OrderChain.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Somebody who orders again and again, whatever the answer is. */
final class Customer {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final OrderChain chain;
  private final Thread thread = new Thread(this::orderOn, "customer");
  private final List<Answer> answers = new ArrayList<>();
  private @Nullable Exception failure;
  private volatile boolean leaving;

  /** Begins to order. */
  Customer(OrderChain chain) {
    this.chain = chain;
    thread.setDaemon(true);
    thread.start();
  }

  private void orderOn() {
    try {
      while (!leaving) {
        add(chain.order());
      }
    } catch (Exception e) {
      fail(e);
    }
  }

  private synchronized void add(Answer answer) {
    answers.add(answer);
    notifyAll();
  }

  private synchronized void fail(Exception e) {
    failure = e;
    notifyAll();
  }

  /** Waits until there are so many answers of this kind. */
  synchronized void awaitAnswers(int count, Predicate<Answer> fitting) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (answers.stream().filter(fitting).count() < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      assertThat(left).as("%s answers; so far %s", count, answers.size()).isPositive();
      assertThat(failure).isNull();
      wait(left);
    }
  }

  /** All answers, once the last one is there. */
  List<Answer> leave() throws InterruptedException {
    leaving = true;
    thread.join();
    assertThat(failure).isNull();
    return answers;
  }
}
