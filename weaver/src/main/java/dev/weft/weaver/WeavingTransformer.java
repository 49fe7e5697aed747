package dev.weft.weaver;

import dev.weft.weaver.match.ClassMatch;
import dev.weft.weaver.match.ClassMatcher;
import java.lang.instrument.ClassFileTransformer;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** Sees every class on its way into the JVM. Throws nothing, and changes only what matches. */
final class WeavingTransformer implements ClassFileTransformer {
  private final ClassMatcher matcher;
  private final MatchedClassWeaving weaving;
  private final WeaverReport report;

  WeavingTransformer(ClassMatcher matcher, MatchedClassWeaving weaving, WeaverReport report) {
    this.matcher = matcher;
    this.weaving = weaving;
    this.report = report;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    // Classes without a name are lambdas and the like.
    if (name == null) {
      return null;
    }
    if (System.getSecurityManager() == null) {
      return transform(loader, name, classFile);
    }
    // The application, which may do less than the agent, is on the stack.
    return AccessController.doPrivileged(
        new PrivilegedAction<byte @Nullable []>() {
          @Override
          public byte @Nullable [] run() {
            return transform(loader, name, classFile);
          }
        });
  }

  private byte @Nullable [] transform(@Nullable ClassLoader loader, String name, byte[] classFile) {
    try {
      report.seen();
      ClassMatch match = matcher.match(loader, name, classFile);
      return match == null ? null : weaving.weave(loader, name, classFile, match);
    } catch (Throwable failure) {
      report.failed(name, failure);
      return null;
    }
  }
}
