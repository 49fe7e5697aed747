package dev.weft.smoke;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A test with a {@link Jdk}: runs on each of the selected ones in a range; there may be none. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(allowZeroInvocations = true)
@ArgumentsSource(OnJdks.Range.class)
@interface OnJdks {
  /** The first version. */
  int from() default 8;

  /** The last version. */
  int to() default Jdk.NEWEST;

  /** Provides them. */
  final class Range extends AnnotationBasedArgumentsProvider<OnJdks> {
    @Override
    protected Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context, OnJdks range) {
      return Jdk.between(range.from(), range.to()).map(Arguments::of);
    }
  }
}
