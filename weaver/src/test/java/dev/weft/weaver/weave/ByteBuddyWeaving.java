package dev.weft.weaver.weave;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;

/** Weaves every method as Byte Buddy does. */
final class ByteBuddyWeaving {
  private final ClassFileLocator locator;
  private final TypePool types;

  ByteBuddyWeaving(RealClasses classes) {
    this.locator =
        new ClassFileLocator.Compound(
            new ClassFileLocator.Simple(classes.classFiles()),
            ClassFileLocator.ForClassLoader.of(getClass().getClassLoader()));
    this.types = TypePool.Default.of(locator);
  }

  byte[] weave(String name) {
    TypeDescription type = types.describe(name).resolve();
    return new ByteBuddy()
        .with(TypeValidation.DISABLED)
        .decorate(type, locator)
        .visit(Advice.to(OracleAdvice.OfMethod.class).on(isMethod()))
        .visit(Advice.to(OracleAdvice.OfConstructor.class).on(isConstructor()))
        .make()
        .getBytes();
  }
}
