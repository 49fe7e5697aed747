package dev.weft.testing.reactive;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the instrumentation of every reactive library does, for each shape of chain that its test
 * lists: a chain's functions run in the context in which the chain was subscribed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ReactiveContract {
  @RegisterExtension protected static final WeftExtension weft = WeftExtension.install();

  /** The chains, by what they show. None keeps state from one subscription to the next. */
  protected abstract Map<String, Chain> chains();

  Set<String> names() {
    return chains().keySet();
  }

  private Chain chain(String name) {
    return requireNonNull(chains().get(name), name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void runsEveryFunctionInTheContextOfTheSubscription(String name) {
    Probe probe = new Probe();
    Runnable subscribe = chain(name).assemble(probe);
    Probe.within("a", subscribe);
    assertThat(probe.await(1)).isNotEmpty().containsOnly("a");
  }

  @ParameterizedTest
  @MethodSource("names")
  void assemblyDoesNotCount(String name) {
    Probe probe = new Probe();
    Runnable[] subscribe = new Runnable[1];
    Probe.within("assembly", () -> subscribe[0] = chain(name).assemble(probe));
    Probe.within("subscription", subscribe[0]);
    assertThat(probe.await(1)).isNotEmpty().containsOnly("subscription");
  }

  @ParameterizedTest
  @MethodSource("names")
  void givesAChainNoContextThatItsSubscriberHasNot(String name) {
    Probe probe = new Probe();
    Runnable subscribe = chain(name).assemble(probe);
    Probe.within("a", subscribe);
    List<String> first = probe.await(1);
    weft.awaitIdle();
    subscribe.run();
    List<String> both = probe.await(1);
    assertThat(both.subList(first.size(), both.size())).isNotEmpty().containsOnly("none");
  }

  @ParameterizedTest
  @MethodSource("names")
  void givesEachSubscriptionItsOwn(String name) {
    Probe alone = new Probe();
    Probe.within("a", chain(name).assemble(alone));
    int calls = alone.await(1).size();
    Probe probe = new Probe();
    Runnable subscribe = chain(name).assemble(probe);
    Probe.within("a", subscribe);
    Probe.within("b", subscribe);
    List<String> seen = probe.await(2);
    assertThat(Collections.frequency(seen, "a")).as("%s", seen).isEqualTo(calls);
    assertThat(Collections.frequency(seen, "b")).as("%s", seen).isEqualTo(calls);
    assertThat(seen).hasSize(2 * calls);
  }
}
