package dev.weft.tracing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What operations capture, redact and pass on. Immutable; the defaults capture no header. */
public final class TracingSettings {
  private final CapturedHeaders serverRequestHeaders;
  private final CapturedHeaders serverResponseHeaders;
  private final CapturedHeaders clientRequestHeaders;
  private final CapturedHeaders clientResponseHeaders;
  private final CapturedHeaders messageHeaders;
  private final boolean receiveTraced;
  private final boolean kafkaPropagated;
  private final LogKeys logKeys;
  private final Set<String> knownMethods;
  private final UrlRedaction urlRedaction;
  private final boolean sqlSanitized;
  private final int sqlScanLimit;
  private final int repeatThreshold;
  private final int attributeValueLimit;

  private TracingSettings(Builder builder) {
    serverRequestHeaders = CapturedHeaders.ofRequests(builder.serverRequestHeaders);
    serverResponseHeaders = CapturedHeaders.ofResponses(builder.serverResponseHeaders);
    clientRequestHeaders = CapturedHeaders.ofRequests(builder.clientRequestHeaders);
    clientResponseHeaders = CapturedHeaders.ofResponses(builder.clientResponseHeaders);
    messageHeaders = CapturedHeaders.ofMessages(builder.messageHeaders);
    receiveTraced = builder.receiveTraced;
    kafkaPropagated = builder.kafkaPropagated;
    logKeys = builder.logKeys;
    knownMethods = new HashSet<>(builder.knownMethods);
    urlRedaction = new UrlRedaction(builder.redactedQueryKeys, builder.queryDropped);
    sqlSanitized = builder.sqlSanitized;
    sqlScanLimit = builder.sqlScanLimit;
    repeatThreshold = builder.repeatThreshold;
    attributeValueLimit = builder.attributeValueLimit;
  }

  /** The defaults. */
  public static TracingSettings defaults() {
    return builder().build();
  }

  /** A builder that holds the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Request headers that server spans capture. */
  public CapturedHeaders serverRequestHeaders() {
    return serverRequestHeaders;
  }

  /** Response headers that server spans capture. */
  public CapturedHeaders serverResponseHeaders() {
    return serverResponseHeaders;
  }

  /** Request headers that client spans capture. */
  public CapturedHeaders clientRequestHeaders() {
    return clientRequestHeaders;
  }

  /** Response headers that client spans capture. */
  public CapturedHeaders clientResponseHeaders() {
    return clientResponseHeaders;
  }

  /** Message headers that spans capture. */
  public CapturedHeaders messageHeaders() {
    return messageHeaders;
  }

  /** Whether the call by which an application asks for messages has a span of its own. */
  public boolean receiveTraced() {
    return receiveTraced;
  }

  /** Whether records that are sent to Kafka carry the context on. */
  public boolean kafkaPropagated() {
    return kafkaPropagated;
  }

  /** The names of the ids in log events. */
  public LogKeys logKeys() {
    return logKeys;
  }

  /** Whether an HTTP method is recorded as it is; all others are {@code _OTHER}. */
  public boolean isKnownMethod(String method) {
    return knownMethods.contains(method);
  }

  /** What is taken out of URLs. */
  public UrlRedaction urlRedaction() {
    return urlRedaction;
  }

  /** Whether literals in SQL are replaced by {@code ?}. */
  public boolean sqlSanitized() {
    return sqlSanitized;
  }

  /** How many characters of an SQL text are read at most. */
  public int sqlScanLimit() {
    return sqlScanLimit;
  }

  /** From which execution on one query of a request is marked as repeated; 0 for never. */
  public int repeatThreshold() {
    return repeatThreshold;
  }

  /** How many characters an attribute's value has at most. */
  public int attributeValueLimit() {
    return attributeValueLimit;
  }

  /** Collects settings. Not for use by several threads. */
  public static final class Builder {
    private static final int DEFAULT_LIMIT = 32 * 1024;

    /** The methods of RFC 9110, PATCH of RFC 5789 and QUERY, as the conventions list them. */
    private static final List<String> DEFAULT_METHODS =
        unmodifiable(
            Arrays.asList(
                "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT",
                "QUERY"));

    private List<String> serverRequestHeaders = Collections.emptyList();
    private List<String> serverResponseHeaders = Collections.emptyList();
    private List<String> clientRequestHeaders = Collections.emptyList();
    private List<String> clientResponseHeaders = Collections.emptyList();
    private List<String> messageHeaders = Collections.emptyList();
    private boolean receiveTraced;
    private boolean kafkaPropagated = true;
    private LogKeys logKeys = LogKeys.DEFAULTS;
    private List<String> knownMethods = DEFAULT_METHODS;
    private List<String> redactedQueryKeys = RedactedQueryKeys.DEFAULTS;
    private boolean queryDropped;
    private boolean sqlSanitized = true;
    private int sqlScanLimit = DEFAULT_LIMIT;
    private int repeatThreshold = 5;
    private int attributeValueLimit = DEFAULT_LIMIT;

    private Builder() {}

    /** Sets the request headers that server spans capture. */
    public Builder serverRequestHeaders(Collection<String> names) {
      serverRequestHeaders = unmodifiable(names);
      return this;
    }

    /** Sets the response headers that server spans capture. */
    public Builder serverResponseHeaders(Collection<String> names) {
      serverResponseHeaders = unmodifiable(names);
      return this;
    }

    /** Sets the request headers that client spans capture. */
    public Builder clientRequestHeaders(Collection<String> names) {
      clientRequestHeaders = unmodifiable(names);
      return this;
    }

    /** Sets the response headers that client spans capture. */
    public Builder clientResponseHeaders(Collection<String> names) {
      clientResponseHeaders = unmodifiable(names);
      return this;
    }

    /** Sets the message headers that spans capture. */
    public Builder messageHeaders(Collection<String> names) {
      messageHeaders = unmodifiable(names);
      return this;
    }

    /** Makes spans of calls that ask for messages, or not. */
    public Builder receiveTraced(boolean traced) {
      receiveTraced = traced;
      return this;
    }

    /** Lets records that are sent to Kafka carry the context on, or not. */
    public Builder kafkaPropagated(boolean propagated) {
      kafkaPropagated = propagated;
      return this;
    }

    /** Replaces the names of the ids in log events. */
    public Builder logKeys(LogKeys keys) {
      logKeys = keys;
      return this;
    }

    /** Replaces the known HTTP methods. */
    public Builder knownMethods(Collection<String> methods) {
      knownMethods = unmodifiable(methods);
      return this;
    }

    /** Replaces the query parameters that are redacted. */
    public Builder redactedQueryKeys(Collection<String> keys) {
      redactedQueryKeys = unmodifiable(keys);
      return this;
    }

    /** Leaves queries out of URLs altogether, or not. */
    public Builder queryDropped(boolean dropped) {
      queryDropped = dropped;
      return this;
    }

    /** Replaces literals in SQL, or not. */
    public Builder sqlSanitized(boolean sanitized) {
      sqlSanitized = sanitized;
      return this;
    }

    /** Sets how many characters of an SQL text are read at most. */
    public Builder sqlScanLimit(int characters) {
      sqlScanLimit = characters;
      return this;
    }

    /** Sets from which execution on one query of a request is repeated; 0 for never. */
    public Builder repeatThreshold(int executions) {
      repeatThreshold = executions;
      return this;
    }

    /** Sets how many characters an attribute's value has at most. */
    public Builder attributeValueLimit(int characters) {
      attributeValueLimit = characters;
      return this;
    }

    /** The settings collected so far. */
    public TracingSettings build() {
      return new TracingSettings(this);
    }

    private static List<String> unmodifiable(Collection<String> values) {
      return Collections.unmodifiableList(new ArrayList<>(values));
    }
  }
}
