package dev.weft.weaver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** What the weaver did so far, for logs and the agent's own view. Safe for threads. */
public final class WeaverReport {
  /** More loaders of one module than this are counted, not listed. */
  private static final int MAX_LOADERS = 32;

  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong woven = new AtomicLong();
  private final Map<String, Long> leftAlone = new TreeMap<>();
  private final Map<String, List<String>> on = new TreeMap<>();
  private final Map<String, List<String>> off = new TreeMap<>();

  WeaverReport() {}

  /** Classes looked at. */
  public long classesSeen() {
    return seen.get();
  }

  /** Classes given back changed. */
  public long classesWoven() {
    return woven.get();
  }

  /** Why and how often classes or methods that matched were not woven. */
  public Map<String, Long> leftAlone() {
    synchronized (leftAlone) {
      return Collections.unmodifiableMap(new TreeMap<>(leftAlone));
    }
  }

  /** The loaders in which each module is on, described, by module name. */
  public Map<String, List<String>> modulesOn() {
    return copy(on);
  }

  /** Why each module is off: {@code "okhttp3.RealCall.execute() missing in loader X"}. */
  public Map<String, List<String>> modulesOff() {
    return copy(off);
  }

  void seen() {
    seen.incrementAndGet();
  }

  void woven() {
    woven.incrementAndGet();
  }

  /** Whether it is the first for this reason. */
  boolean leftAlone(String reason) {
    synchronized (leftAlone) {
      Long count = leftAlone.get(reason);
      leftAlone.put(reason, count == null ? 1L : count + 1);
      return count == null;
    }
  }

  /** Counts a class that could not be woven, and names the first of each kind of failure. */
  void failed(String className, Throwable failure) {
    if (leftAlone(failure.getClass().getName())) {
      LoggerFactory.getLogger(Weaver.class)
          .warn("{} is not woven: {}", className.replace('/', '.'), failure.toString());
    }
  }

  void moduleOn(String module, String loader) {
    add(on, module, loader);
  }

  void moduleOff(String module, String reason) {
    add(off, module, reason);
  }

  private static void add(Map<String, List<String>> lists, String module, String entry) {
    synchronized (lists) {
      List<String> entries = lists.get(module);
      if (entries == null) {
        entries = new ArrayList<>();
        lists.put(module, entries);
      }
      if (entries.size() < MAX_LOADERS) {
        entries.add(entry);
      }
    }
  }

  private static Map<String, List<String>> copy(Map<String, List<String>> lists) {
    synchronized (lists) {
      Map<String, List<String>> copy = new TreeMap<>();
      for (Map.Entry<String, List<String>> entry : lists.entrySet()) {
        copy.put(entry.getKey(), Collections.unmodifiableList(new ArrayList<>(entry.getValue())));
      }
      return Collections.unmodifiableMap(copy);
    }
  }
}
