package dev.weft.agent.cli.status;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** What Linux tells of the signals that a process handles. */
final class SignalMask {
  private static final String CAUGHT = "SigCgt:";
  private static final long QUIT = 1L << 2;

  private SignalMask() {}

  /** Whether this machine tells. */
  static boolean isKnown() {
    return new File("/proc/self/status").exists();
  }

  static boolean exists(String pid) {
    return new File("/proc/" + pid).exists();
  }

  /** Whether the process handles SIGQUIT, as every JVM does: of another one it would be the end. */
  static boolean catchesQuit(String pid) {
    try (FileInputStream file = new FileInputStream("/proc/" + pid + "/status");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(CAUGHT)) {
          String mask = line.substring(CAUGHT.length()).trim();
          return (Long.parseUnsignedLong(mask, 16) & QUIT) != 0;
        }
      }
      return false;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }
}
