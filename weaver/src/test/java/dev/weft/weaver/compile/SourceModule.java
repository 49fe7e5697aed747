package dev.weft.weaver.compile;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Java sources compiled into a folder, as a module's build would. */
public final class SourceModule {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|interface) (\\w+)");

  private SourceModule() {}

  /** Compiles sources against the class path of the tests, and {@code classPath}. */
  public static void compile(Path classes, List<Path> classPath, String... sources)
      throws IOException {
    Path folder = Files.createTempDirectory("weft-sources");
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "--release", "8"));
    StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
    classPath.forEach(entry -> path.append(java.io.File.pathSeparator).append(entry));
    arguments.addAll(List.of("-proc:none", "-Xlint:-options", "-cp", path.toString()));
    for (String source : sources) {
      Path file = folder.resolve(first(PACKAGE, source) + "." + first(TYPE, source));
      Files.createDirectories(file);
      file = file.resolve(first(TYPE, source) + ".java");
      Files.writeString(file, source);
      arguments.add(file.toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    int result =
        compiler.run(
            null,
            null,
            new java.io.OutputStream() {
              @Override
              public void write(int b) {
                errors.write(b);
              }
            },
            arguments.toArray(new String[0]));
    if (result != 0) {
      throw new IllegalArgumentException(errors.toString());
    }
  }

  private static String first(Pattern pattern, String source) {
    Matcher matcher = pattern.matcher(source);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + pattern + " in " + source);
    }
    return matcher.group(1);
  }
}
