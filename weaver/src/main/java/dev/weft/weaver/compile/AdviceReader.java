package dev.weft.weaver.compile;

import dev.weft.weaver.plan.Binding;
import java.io.Closeable;
import java.io.IOException;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationList;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Reads advice classes, without loading them, and refuses what the plan cannot express. */
final class AdviceReader implements Closeable {
  private final ClassFileLocator locator;
  private final TypePool types;

  AdviceReader(ClassesFolder classes, ClassLoader loader) {
    locator =
        new ClassFileLocator.Compound(
            new ClassFileLocator.ForFolder(classes.path().toFile()),
            ClassFileLocator.ForClassLoader.of(loader),
            ClassFileLocator.ForClassLoader.ofPlatformLoader());
    types = TypePool.Default.of(locator);
  }

  /**
   * The type of a binary name or descriptor-free array name, or null if the class path lacks it.
   */
  @Nullable TypeDescription find(String name) {
    TypePool.Resolution resolution = types.describe(name);
    return resolution.isResolved() ? resolution.resolve() : null;
  }

  /**
   * @param firstHandle the handle of the advice's first call
   */
  AdviceClass read(String name, int firstHandle) {
    TypeDescription type = types.describe(name).resolve();
    MethodDescription enter = null;
    MethodDescription exit = null;
    for (MethodDescription method : type.getDeclaredMethods()) {
      AnnotationList annotations = method.getDeclaredAnnotations();
      if (annotations.isAnnotationPresent(Advice.OnMethodEnter.class)) {
        enter = only(enter, method, "OnMethodEnter");
      }
      if (annotations.isAnnotationPresent(Advice.OnMethodExit.class)) {
        exit = only(exit, method, "OnMethodExit");
      }
    }
    if (enter == null && exit == null) {
      throw new PlanCompileException(name + ": has neither @OnMethodEnter nor @OnMethodExit");
    }
    AdviceClass advice =
        new AdviceClass(
            name,
            enter == null ? null : enterAdvice(enter),
            exit == null ? null : new AdviceMethodReader(exit, "exit").read(),
            exit != null && exitOnThrowable(exit),
            firstHandle);
    checkEnterValue(advice);
    return advice;
  }

  private static AdviceMethod enterAdvice(MethodDescription method) {
    AnnotationValues.of(method, Advice.OnMethodEnter.class)
        .allowOnly("inline", "suppress", "prependLineNumber");
    return new AdviceMethodReader(method, "enter").read();
  }

  private static boolean exitOnThrowable(MethodDescription method) {
    AnnotationValues exit = AnnotationValues.of(method, Advice.OnMethodExit.class);
    exit.allowOnly("inline", "suppress", "onThrowable");
    TypeDescription onThrowable = exit.type("onThrowable");
    if (onThrowable.represents(Throwable.class)) {
      return true;
    }
    if (!exit.isDefault("onThrowable")) {
      throw AdviceMethodReader.refused(
          method, "onThrowable may only be Throwable, not " + onThrowable.getName());
    }
    return false;
  }

  private static MethodDescription only(
      @Nullable MethodDescription first, MethodDescription method, String annotation) {
    if (first != null) {
      throw AdviceMethodReader.refused(method, "a second @" + annotation + " method of its class");
    }
    return method;
  }

  private static void checkEnterValue(AdviceClass advice) {
    AdviceMethod exit = advice.exit();
    if (exit == null || !exit.binds(Binding.Kind.ENTER)) {
      return;
    }
    AdviceMethod enter = advice.enter();
    MethodDescription method = exit.description();
    if (enter == null) {
      throw AdviceMethodReader.refused(method, "@Enter without an @OnMethodEnter method");
    }
    TypeDescription answered = enter.description().getReturnType().asErasure();
    if (answered.represents(void.class)) {
      throw AdviceMethodReader.refused(method, "@Enter, but the enter advice answers nothing");
    }
    for (int i = 0; i < exit.bindings().size(); i++) {
      TypeDescription wanted = method.getParameters().get(i).getType().asErasure();
      if (exit.bindings().get(i).kind() == Binding.Kind.ENTER
          && !answered.asBoxed().isAssignableTo(wanted.asBoxed())) {
        throw AdviceMethodReader.refused(
            method,
            "@Enter wants "
                + wanted.getName()
                + ", the enter advice answers "
                + answered.getName());
      }
    }
  }

  @Override
  public void close() throws IOException {
    locator.close();
  }
}
