package dev.weft.weaver;

import dev.weft.weaver.match.ClassMatcher;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The classes that were loaded before the weaver came, and match. */
final class RetransformedClasses {
  private final Instrumentation instrumentation;
  private final WeaverReport report;

  RetransformedClasses(Instrumentation instrumentation, WeaverReport report) {
    this.instrumentation = instrumentation;
    this.report = report;
  }

  List<Class<?>> find(ClassMatcher matcher) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (isConcerned(matcher, loaded)) {
        found.add(loaded);
      }
    }
    return found;
  }

  private boolean isConcerned(ClassMatcher matcher, Class<?> loaded) {
    try {
      return matcher.concerns(loaded) && instrumentation.isModifiableClass(loaded);
    } catch (Throwable e) {
      // A supertype that cannot be resolved (NoClassDefFoundError): the class is of no use either.
      report.leftAlone("unresolvable when loaded");
      return false;
    }
  }

  /** All in one call, as each call stops the JVM; one by one if the JVM refuses that. */
  void retransform(List<Class<?>> classes) {
    if (classes.isEmpty() || retransform(classes.toArray(new Class<?>[0])) == null) {
      return;
    }
    for (Class<?> single : classes) {
      Throwable failure = retransform(new Class<?>[] {single});
      if (failure != null) {
        report.leftAlone("retransformation failed");
        LoggerFactory.getLogger(Weaver.class)
            .warn("{} stays as it is: {}", single.getName(), failure.toString());
      }
    }
  }

  private @Nullable Throwable retransform(Class<?>[] classes) {
    try {
      instrumentation.retransformClasses(classes);
      return null;
    } catch (Throwable e) {
      return e;
    }
  }
}
