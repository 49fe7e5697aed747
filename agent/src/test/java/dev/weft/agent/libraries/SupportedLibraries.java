package dev.weft.agent.libraries;

import java.util.List;
import java.util.stream.Collectors;

/** The page {@code docs/supported-libraries.md}. */
final class SupportedLibraries {
  private static final String HEAD =
      """
      # Supported libraries

      Made from the instrumentations themselves; `docs/testing.md` tells how. A library's tests run with the first and
      with the latest version that stand here. Where a library in use lacks a member that an instrumentation needs, that
      instrumentation switches itself off there and one line says which member it is.

      | library | tested with | what comes of it | option names |
      |---|---|---|---|
      """;

  private SupportedLibraries() {}

  static String page(List<InstrumentationFolder> folders) {
    StringBuilder page = new StringBuilder(HEAD);
    for (InstrumentationFolder folder : folders) {
      String library = folder.library();
      if (library != null) {
        page.append("| [")
            .append(library)
            .append("](../instrumentation/")
            .append(folder.name())
            .append("/README.md) | ")
            .append(testedWith(folder.pom()))
            .append(" | ")
            .append(folder.pom().property("weft.telemetry"))
            .append(" | ")
            .append(
                folder.optionNames().stream()
                    .map(name -> '`' + name + '`')
                    .collect(Collectors.joining(", ")))
            .append(" |\n");
      }
    }
    return page.toString();
  }

  private static String testedWith(Pom pom) {
    List<TestedLibrary> libraries = pom.testedLibraries();
    if (libraries.isEmpty()) {
      return String.valueOf(pom.property("weft.versions"));
    }
    return libraries.stream().map(SupportedLibraries::versions).collect(Collectors.joining("<br>"));
  }

  private static String versions(TestedLibrary library) {
    return library.firstArtifact()
        + " "
        + library.firstVersion()
        + " and "
        + (library.latestArtifact().equals(library.firstArtifact())
            ? ""
            : library.latestArtifact() + " ")
        + library.latestVersion();
  }
}
