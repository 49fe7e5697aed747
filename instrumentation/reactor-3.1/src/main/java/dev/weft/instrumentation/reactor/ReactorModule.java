package dev.weft.instrumentation.reactor;

import static dev.weft.weaver.module.MethodMatch.constructor;
import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;
import static dev.weft.weaver.module.TypeMatch.subtypeOf;

import dev.weft.instrumentation.reactive.Tasks;
import dev.weft.tracing.ContextTask;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/** Reactor's chains and schedulers, all versions since 3.1. */
public final class ReactorModule implements InstrumentationModule {
  private static final String CORE_SUBSCRIBER = "reactor.core.CoreSubscriber";

  @Override
  public String name() {
    return "reactor-3.1";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("reactor");
  }

  @Override
  public void define(ModuleDefinition module) {
    // Subscribers whose type does not say that they are Reactor's pass here.
    module.advise(named("reactor.core.publisher.Operators"), method("toCoreSubscriber"), End.class);

    // By supertype: sources of other libraries (HTTP clients, drivers) extend Flux and Mono, and
    // operators subscribe to them directly. Since 3.3 few of Reactor's own operators have the
    // method: they are joined to their source in a loop, by subscribeOrReturn.
    TypeMatch publisher = subtypeOf("reactor.core.publisher.Flux", "reactor.core.publisher.Mono");
    module.advise(publisher, method("subscribe").parameters(CORE_SUBSCRIBER), Source.class);
    TypeMatch joined =
        named(
            "reactor.core.publisher.FluxWindowTimeout",
            "reactor.core.publisher.MonoCacheTime",
            "reactor.core.publisher.MonoCacheInvalidateIf",
            "reactor.core.publisher.MonoCacheInvalidateWhen");
    module.advise(joined, method("subscribeOrReturn").parameters(CORE_SUBSCRIBER), Source.class);

    // Schedulers. Periodic tasks have classes of their own.
    module.advise(
        named("reactor.core.scheduler.WorkerTask", "reactor.core.scheduler.SchedulerTask"),
        constructor(),
        Task.class);
    module.advise(
        named("reactor.core.scheduler.BoundedElasticThreadPerTaskScheduler$SchedulerTask"),
        constructor(),
        VirtualThreadTask.class);
    module.advise(
        named(
            "reactor.core.scheduler.ExecutorScheduler$ExecutorPlainRunnable",
            "reactor.core.scheduler.ExecutorScheduler$ExecutorTrackedRunnable"),
        constructor(),
        QueuedTask.class);
  }

  static final class End {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static @Nullable CoreSubscriber<?> exit(@Advice.Return CoreSubscriber<?> subscriber) {
      return Boundaries.atEnd(subscriber);
    }
  }

  static final class Source {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable CoreSubscriber<?> enter(
        @Advice.This Object publisher, @Advice.Argument(0) CoreSubscriber<?> subscriber) {
      return Boundaries.below(publisher, subscriber);
    }
  }

  static final class Task {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Runnable enter(@Advice.Argument(0) Runnable task) {
      return Tasks.handedOver(task);
    }
  }

  static final class VirtualThreadTask {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(1))
    static @Nullable Runnable enter(
        @Advice.Argument(1) Runnable task, @Advice.Argument(2) long period) {
      return period < 0 ? Tasks.handedOver(task) : null;
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
