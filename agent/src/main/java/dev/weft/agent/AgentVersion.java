package dev.weft.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The agent's version, which the build writes beside this class. */
public final class AgentVersion {
  private static final String UNKNOWN = "unknown";

  private AgentVersion() {}

  /** The version, such as {@code 0.1.0}; {@code unknown} where the agent was not packaged. */
  public static String read() {
    try (InputStream input = AgentVersion.class.getResourceAsStream("version.txt")) {
      if (input == null) {
        return UNKNOWN;
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(input, StandardCharsets.US_ASCII));
      String line = lines.readLine();
      return line == null || line.contains("$") ? UNKNOWN : line.trim();
    } catch (IOException e) {
      return UNKNOWN; // a version is not worth a failure
    }
  }
}
