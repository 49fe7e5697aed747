package dev.weft.instrumentation.rxjava;

import static dev.weft.weaver.module.MethodMatch.constructor;
import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.instrumentation.reactive.Tasks;
import dev.weft.tracing.ContextTask;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.SingleObserver;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/** RxJava's chains and schedulers. */
public final class RxJavaModule implements InstrumentationModule {
  private static final String CORE = "io.reactivex.rxjava3.core.";
  private static final String SCHEDULERS = "io.reactivex.rxjava3.internal.schedulers.";

  @Override
  public String name() {
    return "rxjava-3.0";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("rxjava");
  }

  @Override
  public void define(ModuleDefinition module) {
    // Each subscribe() of each operator asks these whether the application has a hook. Woven, they
    // leave the hooks themselves to the application.
    onSubscribe(
        module, CORE + "Flowable", "org.reactivestreams.Subscriber", FlowableSubscribed.class);
    onSubscribe(module, CORE + "Observable", CORE + "Observer", ObservableSubscribed.class);
    onSubscribe(module, CORE + "Single", CORE + "SingleObserver", SingleSubscribed.class);
    onSubscribe(module, CORE + "Maybe", CORE + "MaybeObserver", MaybeSubscribed.class);
    onSubscribe(
        module, CORE + "Completable", CORE + "CompletableObserver", CompletableSubscribed.class);

    // Periodic tasks have classes of their own.
    module.advise(
        named(
            SCHEDULERS + "ScheduledRunnable",
            SCHEDULERS + "ScheduledDirectTask",
            SCHEDULERS + "ExecutorScheduler$DelayedRunnable"),
        constructor(),
        Task.class);
    module.advise(
        named(
            SCHEDULERS + "ExecutorScheduler$ExecutorWorker$BooleanRunnable",
            SCHEDULERS + "ExecutorScheduler$ExecutorWorker$InterruptibleRunnable"),
        constructor(),
        QueuedTask.class);
  }

  private static void onSubscribe(
      ModuleDefinition module, String source, String observer, Class<?> advice) {
    module.advise(
        named("io.reactivex.rxjava3.plugins.RxJavaPlugins"),
        method("onSubscribe").parameters(source, observer),
        advice);
  }

  static final class FlowableSubscribed {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static @Nullable Subscriber<?> exit(
        @Advice.Argument(0) Object source, @Advice.Return @Nullable Subscriber<?> subscriber) {
      return subscriber != null && Entrances.isBetween(source, subscriber)
          ? new FlowableBoundary<>(subscriber)
          : null;
    }
  }

  static final class ObservableSubscribed {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static @Nullable Observer<?> exit(
        @Advice.Argument(0) Object source, @Advice.Return @Nullable Observer<?> observer) {
      return observer != null && Entrances.isBetween(source, observer)
          ? new ObserverBoundary<>(observer)
          : null;
    }
  }

  static final class SingleSubscribed {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static @Nullable SingleObserver<?> exit(
        @Advice.Argument(0) Object source, @Advice.Return @Nullable SingleObserver<?> observer) {
      return observer != null && Entrances.isBetween(source, observer)
          ? new SingleBoundary<>(observer)
          : null;
    }
  }

  static final class MaybeSubscribed {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static @Nullable MaybeObserver<?> exit(
        @Advice.Argument(0) Object source, @Advice.Return @Nullable MaybeObserver<?> observer) {
      return observer != null && Entrances.isBetween(source, observer)
          ? new MaybeBoundary<>(observer)
          : null;
    }
  }

  static final class CompletableSubscribed {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static @Nullable CompletableObserver exit(
        @Advice.Argument(0) Object source, @Advice.Return @Nullable CompletableObserver observer) {
      return observer != null && Entrances.isBetween(source, observer)
          ? new CompletableBoundary(observer)
          : null;
    }
  }

  static final class Task {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Runnable enter(@Advice.Argument(0) Runnable task) {
      return Tasks.handedOver(task);
    }
  }

  /** May run inside of another task, one after another. */
  static final class QueuedTask {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static Runnable enter(@Advice.Argument(0) Runnable task) {
      return ContextTask.inCurrentContext(task);
    }
  }
}
