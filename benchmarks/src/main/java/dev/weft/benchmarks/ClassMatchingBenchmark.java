package dev.weft.benchmarks;

import dev.weft.weaver.match.ClassMatch;
import dev.weft.weaver.match.ClassMatcher;
import dev.weft.weaver.plan.AdvicePlan;
import dev.weft.weaver.plan.MethodRule;
import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.ModulePlan;
import dev.weft.weaver.plan.PlanWriter;
import dev.weft.weaver.plan.TypeRule;
import dev.weft.weaver.plan.WeavingPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a class that matches nothing costs when it is loaded: 800 classes of AssertJ against a plan
 * of 200 exact names and 30 supertypes. The time is that of one class.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ClassMatchingBenchmark {
  private static final int CLASSES = 800;

  private final String[] names = new String[CLASSES];
  private final byte[][] files = new byte[CLASSES][];
  private final ClassLoader loader = ClassMatchingBenchmark.class.getClassLoader();
  private final ClassMatcher byNameAndSupertype = matcher(exact(), subtypes());
  private final ClassMatcher byName = matcher(exact());

  @Benchmark
  @OperationsPerInvocation(CLASSES)
  public void namesAndSupertypes(Blackhole blackhole) {
    matchAll(byNameAndSupertype, blackhole);
  }

  @Benchmark
  @OperationsPerInvocation(CLASSES)
  public void namesOnly(Blackhole blackhole) {
    matchAll(byName, blackhole);
  }

  /** With a fresh matcher every supertype is read once more: what an application's start pays. */
  @Benchmark
  @OperationsPerInvocation(CLASSES)
  public void firstSight(Blackhole blackhole) {
    matchAll(matcher(exact(), subtypes()), blackhole);
  }

  private void matchAll(ClassMatcher matcher, Blackhole blackhole) {
    for (int i = 0; i < CLASSES; i++) {
      // The JVM hands over a new string each time, whose hash is not known yet.
      @Nullable ClassMatch match = matcher.match(loader, new String(names[i]), files[i]);
      blackhole.consume(match);
    }
  }

  /** Reads the classes to match. */
  @Setup
  public void readClasses() throws Exception {
    Path jar =
        Path.of(
            org.assertj.core.api.Assertions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    int count = 0;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (count < CLASSES && entry.getName().matches("org/.*\\.class")) {
          files[count] = read(zip, entry);
          names[count++] = entry.getName().replace(".class", "");
        }
      }
    }
  }

  private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static ModuleEntry exact() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      names.add("com/example/library" + i + "/Client");
    }
    return module("exact-1.0", names, false);
  }

  private static ModuleEntry subtypes() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 29; i++) {
      names.add("com/example/library" + i + "/Handler");
    }
    names.add("java/sql/Statement");
    return module("subtypes-1.0", names, true);
  }

  private static ModuleEntry module(String name, List<String> types, boolean subtypes) {
    AdvicePlan advice = new AdvicePlan("Advice", null, null, false);
    MethodRule methods = new MethodRule(List.of("send"), null, null, false);
    TypeRule rule = new TypeRule(types, subtypes, methods, advice);
    ModulePlan plan = new ModulePlan(List.of(rule), List.of(), List.of(), List.of(), List.of());
    return PlanWriter.module(name, List.of(), true, plan, 0);
  }

  private static ClassMatcher matcher(ModuleEntry... modules) {
    byte[] plan = WeavingPlan.write(List.of(modules));
    return new ClassMatcher(
        WeavingPlan.read(plan).modules(), new ClassLoader(null) {}, new NoEvents());
  }
}
