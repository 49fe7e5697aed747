package dev.weft.agent.libraries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Surefire's report of one test class.
 *
 * @param ran how many tests ran to an end
 * @param jars the file names on the class path that they ran with
 */
record TestReport(int ran, List<String> jars) {
  private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>");
  private static final Pattern COUNT = Pattern.compile("(tests|skipped)=\"(\\d+)\"");
  private static final Pattern CLASS_PATH =
      Pattern.compile("name=\"surefire\\.test\\.class\\.path\" value=\"([^\"]*)\"");

  static TestReport read(Path file) {
    try {
      String report = Files.readString(file);
      Matcher classPath = CLASS_PATH.matcher(report);
      return new TestReport(
          ran(report),
          classPath.find()
              ? Pattern.compile("[:;]")
                  .splitAsStream(classPath.group(1))
                  .map(entry -> entry.substring(entry.lastIndexOf('/') + 1))
                  .toList()
              : List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int ran(String report) {
    Matcher suite = SUITE.matcher(report);
    int ran = 0;
    if (suite.find()) {
      Matcher count = COUNT.matcher(suite.group());
      while (count.find()) {
        int number = Integer.parseInt(count.group(2));
        ran += count.group(1).equals("tests") ? number : -number;
      }
    }
    return ran;
  }
}
