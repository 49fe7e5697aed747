package dev.weft.exporter;

import java.util.Locale;

/** Why an ended span did not reach the collector. */
public enum DropReason {
  /** The queue held as many spans as it may; the newest one gave way. */
  QUEUE_FULL("queue full"),
  /** The spans that waited were as heavy together as they may be; the newest one gave way. */
  QUEUE_BYTES("too many bytes in the queue"),

  /**
   * The collector could not be connected to, or broke off, until the time for the export was up.
   */
  UNREACHABLE("collector unreachable"),
  /** The collector asked to try later (429, 502, 503, 504) until the time for the export was up. */
  BUSY("collector busy"),
  /** The collector refused for good: any other status, or an answer that is not HTTP. */
  REFUSED("refused by the collector"),
  /** The collector took the batch, but rejected some of its spans (OTLP partial success). */
  PARTIAL_SUCCESS("rejected in a partial success"),
  /** The span alone is larger than a request may be. */
  TOO_LARGE("too large"),
  /** An error of ours while the batch was encoded or sent, lack of memory included. */
  ERROR("error in the agent"),
  /** The span ended after shutdown, or was still waiting when the time for shutdown was up. */
  SHUTDOWN("shutdown"),
  /** The configuration says that nothing is exported. */
  DISABLED("exporter is none");

  private final String description;

  DropReason(String description) {
    this.description = description;
  }

  /** Returns the reason as one word, for machines: {@code queue_full}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the reason in a few words, for log lines. */
  public String description() {
    return description;
  }
}
