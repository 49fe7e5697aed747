package dev.weft.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdkToolTest {
  @ParameterizedTest
  @CsvSource({
    "java.base,    java.base/sun.security.tools.keytool.Main -list",
    "jdk.compiler, jdk.compiler/com.sun.tools.javac.Main A.java",
    "jdk.jcmd,     jdk.jcmd/sun.tools.jps.Jps",
    "jdk.jshell,   jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider",
  })
  void knowsToolsByTheirModule(String module, String command) {
    assertThat(JdkTool.isTool(module, command)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sun.security.tools.keytool.Main -list",
        "sun.tools.jcmd.JCmd 12 help",
        "sun.tools.jps.Jps",
        "com.sun.tools.javac.Main A.java",
        "sun.tools.jar.Main cf a.jar",
        "jdk.nashorn.tools.Shell",
        "jdk.jshell.execution.RemoteExecutionControl 40123",
      })
  void knowsToolsByTheirMainClassWhereThereAreNoModules(String command) {
    assertThat(JdkTool.isTool(null, command)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    ",             com.example.Main --tool=keytool",
    ",             com.example.keytool.Main",
    ",             org.sun.tools.javac.Main",
    ",             javac.jar -cp x",
    ",             sun.tools.jar",
    ",             jdk.internal/app.jar",
    ",             /opt/jdk.compiler/service.jar",
    ",             C:\\jdk.compiler\\service.jar",
    "my.jcmd,      my.jcmd/my.jcmd.Main",
    "jdkmodule,    jdkmodule/x.Main",
    ",             ''",
    ",",
  })
  void letsApplicationsBeThatOnlySoundAlike(@Nullable String module, @Nullable String command) {
    assertThat(JdkTool.isTool(module, command)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk.compiler/com.sun.tools.javac.launcher.Main Service.java",
        "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Service.java",
      })
  void takesASourceFileProgramForAnApplication(String command) {
    assertThat(JdkTool.isTool("jdk.compiler", command)).isFalse();
  }
}
