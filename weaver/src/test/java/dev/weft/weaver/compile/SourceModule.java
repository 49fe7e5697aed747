package dev.weft.weaver.compile;

import java.io.File;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java sources compiled into a folder, as a module's build would. */
public final class SourceModule {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|interface) ([\\w$]+)");

  private SourceModule() {}

  /** Compiles sources against the class path of the tests, and {@code classPath}. */
  public static void compile(Path classes, List<Path> classPath, String... sources) {
    String path =
        Stream.concat(
                Stream.of(System.getProperty("java.class.path")),
                classPath.stream().map(Path::toString))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "--release",
            "8",
            "-proc:none",
            "-Xlint:-options",
            "-cp",
            path);
    List<JavaFileObject> files = new ArrayList<>();
    for (String source : sources) {
      files.add(new Source(source));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    if (!compiler.getTask(errors, null, null, options, null, files).call()) {
      throw new IllegalArgumentException(errors.toString());
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String source;

    Source(String source) {
      super(
          URI.create(
              "string:///"
                  + first(PACKAGE, source).replace('.', '/')
                  + "/"
                  + first(TYPE, source)
                  + ".java"),
          Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }

    private static String first(Pattern pattern, String source) {
      Matcher matcher = pattern.matcher(source);
      if (!matcher.find()) {
        throw new IllegalArgumentException("no " + pattern + " in " + source);
      }
      return matcher.group(1);
    }
  }
}
