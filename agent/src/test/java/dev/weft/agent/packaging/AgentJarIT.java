package dev.weft.agent.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class AgentJarIT {
  private static final File JAR = new File(System.getProperty("weft.agent.jar"));
  private static final int JAVA_8 = 52;
  private static final int JAVA_11 = 55;

  /** Loaded on the first use of {@code java.net.http}, which Java 11 brought. */
  private static final String OF_JAVA_11 = "weft/dev/weft/instrumentation/javahttpclient/";

  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  @Test
  void declaresWhatTheJvmNeedsToKnow() throws IOException {
    try (JarFile jar = new JarFile(JAR)) {
      Attributes manifest = jar.getManifest().getMainAttributes();

      assertThat(manifest.getValue("Premain-Class")).isEqualTo("dev.weft.bootstrap.WeftAgent");
      assertThat(manifest.getValue("Agent-Class")).isEqualTo("dev.weft.bootstrap.WeftAgent");
      assertThat(manifest.getValue("Main-Class")).isEqualTo("dev.weft.bootstrap.WeftMain");
      assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
      assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
      assertThat(manifest.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+.*");
      assertThat(manifest.getValue("Boot-Class-Path")).as("an append costs AppCDS").isNull();
    }
  }

  @Test
  void isSmall() {
    assertThat(JAR.length()).isLessThanOrEqualTo(6L << 20);
  }

  @Test
  void hasEachEntryOnce() throws IOException {
    assertThat(names()).doesNotHaveDuplicates();
  }

  @Test
  void isTheSameWhereverAndWheneverItIsBuilt() throws IOException {
    try (JarFile jar = new JarFile(JAR)) {
      assertThat(jar.stream().map(ZipEntry::getTimeLocal).distinct())
          .containsExactly(LocalDateTime.of(2026, 11, 1, 0, 0));
    }
    assertThat(classes(ZipEntry.STORED)).isSorted();
    assertThat(classes(ZipEntry.DEFLATED)).isSorted();
  }

  /** Stored classes are read faster; the others are those that wait for somebody to ask. */
  @Test
  void compressesOnlyWhatNoStartLoads() throws IOException {
    assertThat(classes(ZipEntry.DEFLATED))
        .isNotEmpty()
        .allMatch(
            name ->
                name.startsWith("weft/org/apache/hc/")
                    || name.startsWith("weft/com/google/protobuf/")
                    || name.startsWith("weft/dev/weft/agent/cli/")
                    || name.startsWith("weft/dev/weft/agent/metrics/")
                    || name.startsWith("weft/dev/weft/exporter/otlp/Grpc")
                    || name.startsWith("weft/dev/weft/exporter/otlp/Http2")
                    || name.startsWith("weft/dev/weft/exporter/otlp/OtlpMetric")
                    || name.startsWith("weft/io/opentelemetry/sdk/metrics/")
                    || name.startsWith("weft/io/opentelemetry/exporter/")
                    || name.startsWith("weft/io/opentelemetry/proto/"));
    assertThat(classes(ZipEntry.STORED))
        .contains(
            "dev/weft/bootstrap/WeftAgent.class",
            "weft/dev/weft/agent/AgentStarter.classdata",
            "weft/dev/weft/weaver/Weaver.classdata");
  }

  @Test
  void showsOnlyTheBootstrapPackage() throws IOException {
    assertThat(names())
        .allMatch(
            name ->
                name.equals(MANIFEST)
                    || name.matches("dev/weft/bootstrap/[^/]+\\.class")
                    || name.startsWith("weft/"))
        .noneMatch(name -> name.startsWith("weft/") && name.endsWith(".class"));
  }

  @Test
  void containsThePlanTheBridgeAndTheAgent() throws IOException {
    assertThat(names())
        .contains(
            "weft/weft.plan",
            "weft/java/lang/WeftBridge.classdata",
            "weft/dev/weft/agent/AgentStarter.classdata",
            "weft/META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
            "weft/META-INF/licenses/README.txt");
  }

  @Test
  void leavesTheBuildTimeBehind() throws IOException {
    assertThat(names())
        .noneMatch(
            name ->
                name.startsWith("weft/net/bytebuddy/")
                    || name.startsWith("weft/dev/weft/weaver/compile/")
                    || name.startsWith("weft/dev/weft/weaver/module/")
                    || name.startsWith("weft/META-INF/maven/")
                    || name.startsWith("weft/META-INF/versions/")
                    || name.contains("module-info"));
  }

  /** A new dependency shows here: each costs bytes, and its licence belongs into the jar. */
  @Test
  void containsNoLibraryThatNobodyDecidedOn() throws IOException {
    assertThat(names())
        .filteredOn(name -> name.endsWith(".classdata"))
        .allMatch(
            name ->
                name.startsWith("weft/dev/weft/")
                    || name.startsWith("weft/io/opentelemetry/")
                    || name.startsWith("weft/org/slf4j/")
                    || name.startsWith("weft/org/objectweb/asm/")
                    || name.startsWith("weft/org/jctools/")
                    || name.startsWith("weft/org/apache/hc/core5/")
                    || name.startsWith("weft/com/google/protobuf/")
                    || name.equals("weft/java/lang/WeftBridge.classdata"));
  }

  @Test
  void runsOnJava8ButForInstrumentationsOfLaterLibraries() throws IOException {
    List<String> newer = new ArrayList<>();
    try (JarFile jar = new JarFile(JAR)) {
      for (String name : classes()) {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
          assertThat(in.readInt()).as(name).isEqualTo(0xCAFEBABE);
          in.readUnsignedShort();
          if (in.readUnsignedShort() > (name.startsWith(OF_JAVA_11) ? JAVA_11 : JAVA_8)) {
            newer.add(name);
          }
        }
      }
    }
    assertThat(newer).isEmpty();
  }

  @Test
  void neverTouchesTheApplicationsLogging() throws IOException {
    List<String> touching = new ArrayList<>();
    try (JarFile jar = new JarFile(JAR)) {
      for (String name : classes()) {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
          String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
          if (content.contains("java/util/logging/")) {
            touching.add(name);
          }
        }
      }
    }
    assertThat(touching).isEmpty();
  }

  /** What was cut away as unreachable, or as of the build's time only, is called by nobody. */
  @Test
  void lacksNoClassThatItsCodeUses() throws IOException {
    Set<String> present = new HashSet<>();
    for (String name : classes()) {
      present.add(name.replaceFirst("^weft/", "").replaceFirst("\\.class(data)?$", ""));
    }
    Map<String, String> missing = new TreeMap<>();
    try (JarFile jar = new JarFile(JAR)) {
      for (String name : classes()) {
        if (!name.startsWith("weft/dev/weft/")) {
          continue; // libraries have optional parts of their own
        }
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
          for (String used : UsedClasses.of(in.readAllBytes())) {
            if (isPackaged(used) && !present.contains(used)) {
              missing.put(used, name);
            }
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean isPackaged(String internalName) {
    return internalName.startsWith("dev/weft/")
        || internalName.startsWith("io/opentelemetry/")
        || internalName.startsWith("org/slf4j/")
        || internalName.startsWith("org/jctools/")
        || internalName.startsWith("org/objectweb/asm/")
        || internalName.startsWith("com/google/protobuf/");
  }

  @Test
  void isInvisibleToTheApplication() throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-javaagent:" + JAR,
                "-Dotel.traces.exporter=none",
                "-cp",
                testClasses(),
                VisibleToTheApplication.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String visible = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(visible.lines()).containsExactly("dev.weft.bootstrap.WeftAgent", "end");
  }

  private static String testClasses() throws Exception {
    return new File(AgentJarIT.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .getPath();
  }

  private static List<String> classes() throws IOException {
    return names().stream()
        .filter(name -> name.endsWith(".classdata") || name.endsWith(".class"))
        .toList();
  }

  private static List<String> classes(int method) throws IOException {
    try (JarFile jar = new JarFile(JAR)) {
      return classes().stream().filter(name -> jar.getEntry(name).getMethod() == method).toList();
    }
  }

  private static List<String> names() throws IOException {
    try (JarFile jar = new JarFile(JAR)) {
      try (Stream<String> names = jar.stream().map(ZipEntry::getName)) {
        return Arrays.asList(names.toArray(String[]::new));
      }
    }
  }
}
