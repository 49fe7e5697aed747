package dev.weft.agent.jmx;

import java.util.Map;

/** What the agent knows of itself, as JMX shows it. */
public interface StatusMXBean {

  /** Everything, for people. */
  String getText();

  /** Everything, as one JSON object. */
  String getJson();

  /** What became of spans so far, {@code ended = exported + dropped + queued}. */
  Map<String, Long> getSpans();
}
