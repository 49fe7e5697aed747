package dev.weft.agent.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class SupportedLibrariesTest {
  private static final Path PAGE = Path.of("..", "docs", "supported-libraries.md");
  private static final Path README = Path.of("..", "README.md");

  private final List<InstrumentationFolder> folders = InstrumentationFolder.all();

  /** {@code -Dweft.write} writes the page anew. */
  @Test
  void areOnThePageAsTheirFoldersDescribeThem() throws IOException {
    String page = SupportedLibraries.page(folders);
    if (System.getProperty("weft.write") != null) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("mvn -pl agent test -Dtest=SupportedLibrariesTest -Dweft.write")
        .hasContent(page);
    assertThat(page).doesNotContain("| null |");
  }

  @Test
  void areListedInTheReadme() throws IOException {
    String readme = Files.readString(README);

    assertThat(folders)
        .filteredOn(folder -> folder.library() != null)
        .allSatisfy(
            folder ->
                assertThat(readme).contains("instrumentation/" + folder.name() + "/README.md"));
  }

  /** Needs the reports of all tests with the given version, {@code first} or {@code latest}. */
  @Test
  @EnabledIfSystemProperty(
      named = "weft.tested",
      matches = "first|latest",
      disabledReason = "only test.sh knows that the instrumentations' tests have just run")
  void wereTestedInTheVersionsOnThePage() {
    String run = System.getProperty("weft.tested");

    for (InstrumentationFolder folder : folders) {
      for (TestedLibrary library : folder.pom().testedLibraries()) {
        assertThat(folder.reports(run))
            .as("%s, tested with %s", folder.name(), library)
            .anySatisfy(
                report -> {
                  assertThat(report.ran()).isPositive();
                  assertThat(report.jars()).contains(library.jar(run));
                });
      }
    }
  }
}
