package dev.weft.smoke;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/**
 * Of every test: keeps the evidence of its failure and says where, and notes its result in the
 * table. JUnit finds it by META-INF/services.
 */
public final class CellExtension
    implements BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler, TestWatcher {
  private static final Namespace NAMESPACE = Namespace.create(CellExtension.class);

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    Cells.delete(Cells.folder(name(test)));
    test.getStore(NAMESPACE).put("start", System.nanoTime());
  }

  @Override
  public void handleTestExecutionException(ExtensionContext test, Throwable failure)
      throws Throwable {
    if (failure instanceof TestAbortedException) {
      throw failure;
    }
    Path folder = Cells.folder(name(test));
    Evidence.keepIn(folder);
    throw new AssertionError(failure + "\nlogs and spans: " + folder, failure);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    Evidence.forget();
  }

  @Override
  public void testSuccessful(ExtensionContext test) {
    note(test, ResultTable.Outcome.PASSED);
  }

  @Override
  public void testFailed(ExtensionContext test, Throwable cause) {
    note(test, ResultTable.Outcome.FAILED);
  }

  @Override
  public void testAborted(ExtensionContext test, Throwable cause) {
    note(test, ResultTable.Outcome.SKIPPED);
  }

  @Override
  public void testDisabled(ExtensionContext test, Optional<String> reason) {
    note(test, ResultTable.Outcome.SKIPPED);
  }

  private static void note(ExtensionContext test, ResultTable.Outcome outcome) {
    Long start = test.getStore(NAMESPACE).get("start", Long.class);
    test.getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(ResultTable.class)
        .add(
            className(test) + ": " + test.getRequiredTestMethod().getName(),
            test.getDisplayName(),
            outcome,
            start == null ? 0 : System.nanoTime() - start);
  }

  /** {@code Start.leavesOutputAndExitCodeAlone.1-JDK-8}. */
  private static String name(ExtensionContext test) {
    return (className(test)
            + "."
            + test.getRequiredTestMethod().getName()
            + "."
            + test.getDisplayName())
        .replaceAll("[^A-Za-z0-9.]+", "-");
  }

  private static String className(ExtensionContext test) {
    return test.getRequiredTestClass().getSimpleName().replaceFirst("IT$", "");
  }
}
