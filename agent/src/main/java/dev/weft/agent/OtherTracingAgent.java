package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Options;
import java.io.File;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * An agent in the same JVM that writes {@code traceparent}, too: two of them report each request
 * twice, and each replaces or doubles the other's header.
 */
final class OtherTracingAgent {
  /** What the names of their classes begin with, and what they are called. */
  private static final String[][] KNOWN = {
    {"io.opentelemetry.", "the OpenTelemetry agent"},
    {"com.splunk.opentelemetry.", "Splunk's OpenTelemetry agent"},
    {"software.amazon.opentelemetry.", "AWS's OpenTelemetry agent"},
    {"co.elastic.", "Elastic's agent"},
    {"datadog.", "Datadog's agent"},
    {"com.newrelic.", "New Relic's agent"},
    {"com.microsoft.applicationinsights.", "the Application Insights agent"},
  };

  private OtherTracingAgent() {}

  /** Says why this agent stays out, or null if there is no reason to. */
  static @Nullable String reasonToStayOut(
      Config config, Instrumentation instrumentation, File ownJar) {
    if (config.get(Options.OTHER_AGENTS).equals(Options.IGNORE)) {
      return null;
    }
    try {
      AgentJars jars = new AgentJars(ownJar);
      for (String path : jars.paths(instrumentation)) {
        String name = nameOf(jars.premainClass(path));
        if (name != null) {
          return "stays out, nothing is traced by it: "
              + name
              + " is in this JVM, too ("
              + path
              + "); remove one of the two, or set weft.other-agents=ignore";
        }
      }
    } catch (Exception unknown) {
      // A JVM that does not tell its arguments, or a jar that cannot be read: nothing is known.
    }
    return null;
  }

  /** What the agent with this class is called; null if it is none that traces requests. */
  static @Nullable String nameOf(@Nullable String premainClass) {
    if (premainClass != null) {
      for (String[] known : KNOWN) {
        if (premainClass.startsWith(known[0])) {
          return known[1];
        }
      }
    }
    return null;
  }
}
