package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * CPU time of a process so far, in seconds, from Linux's /proc.
 *
 * @param jit that of the JIT's threads alone
 */
record ProcessCpu(double total, double jit) {
  /** Of the kernel's clock ticks, which all architectures of today have. */
  private static final double TICKS_PER_SECOND = 100;

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  static ProcessCpu of(long pid) throws IOException {
    Path process = Path.of("/proc", "" + pid);
    return new ProcessCpu(total(process), jit(process));
  }

  /** Threads that have ended included. */
  private static double total(Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"));
    // The fields from the third on: the second, in brackets, may hold blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  private static double jit(Path process) throws IOException {
    long nanos = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path thread : threads) {
        nanos += compilerNanos(thread);
      }
    }
    return nanos / NANOS_PER_SECOND;
  }

  private static long compilerNanos(Path thread) throws IOException {
    try {
      String name = Files.readString(thread.resolve("comm"));
      if (!name.startsWith("C1 Comp") && !name.startsWith("C2 Comp")) {
        return 0;
      }
      String schedule = Files.readString(thread.resolve("schedstat"));
      return Long.parseLong(schedule.substring(0, schedule.indexOf(' ')));
    } catch (NoSuchFileException e) {
      return 0; // It has ended.
    }
  }

  ProcessCpu minus(ProcessCpu before) {
    return new ProcessCpu(total - before.total, jit - before.jit);
  }

  double withoutJit() {
    return total - jit;
  }
}
