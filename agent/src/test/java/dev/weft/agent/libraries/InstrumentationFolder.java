package dev.weft.agent.libraries;

import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.WeavingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One folder below {@code instrumentation}: its pom, its compiled plans, its tests' reports. */
record InstrumentationFolder(Path path, Pom pom) {
  private static final Path ALL = Path.of("..", "instrumentation");

  /** In alphabetical order; folders that only hold what others share are not among them. */
  static List<InstrumentationFolder> all() {
    try (Stream<Path> folders = Files.list(ALL)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve("pom.xml")))
          .sorted(Comparator.comparing(Path::getFileName))
          .map(folder -> new InstrumentationFolder(folder, Pom.read(folder.resolve("pom.xml"))))
          .filter(folder -> !folder.plans().isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return path.getFileName().toString();
  }

  /** What users call the library; {@code null} for what no user asks for. */
  @Nullable String library() {
    return pom.property("weft.library");
  }

  /** The names by which the option switches it off. */
  Set<String> optionNames() {
    Set<String> names = new LinkedHashSet<>();
    for (Path plan : plans()) {
      for (ModuleEntry module : WeavingPlan.read(bytes(plan)).modules()) {
        names.addAll(module.aliases());
        names.add(module.name());
      }
    }
    return names;
  }

  /** What its tests have left, {@code run} being first or latest. */
  List<TestReport> reports(String run) {
    return files(path.resolve("target/surefire-reports-" + run), ".xml").stream()
        .map(TestReport::read)
        .toList();
  }

  private List<Path> plans() {
    return files(path.resolve("target/classes").resolve(WeavingPlan.FRAGMENTS), ".plan");
  }

  private static List<Path> files(Path folder, String suffix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
