package dev.weft.agent.jmx;

import dev.weft.agent.status.Self;
import dev.weft.agent.status.Status;
import dev.weft.agent.status.StatusJson;
import dev.weft.agent.status.StatusText;
import java.util.Map;

/** The agent's view of itself, as an MBean. */
final class StatusBean implements StatusMXBean {
  private final Self self;

  StatusBean(Self self) {
    this.self = self;
  }

  @Override
  public String getText() {
    return StatusText.of(Status.of(self));
  }

  @Override
  public String getJson() {
    return StatusJson.of(Status.of(self));
  }

  @Override
  public Map<String, Long> getSpans() {
    return Status.spans(self);
  }
}
