package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Option;
import dev.weft.agent.config.Options;
import dev.weft.exporter.PipelineSettings;
import io.opentelemetry.sdk.trace.SpanLimits;

/** Sizes of spans and of the queue, by the options. */
final class Limits {

  private Limits() {}

  static int attributeLength(Config config) {
    Integer span = config.find(Options.SPAN_ATTRIBUTE_LENGTH);
    return span == null ? config.get(Options.ATTRIBUTE_LENGTH) : span;
  }

  static SpanLimits ofSpans(Config config) {
    Integer attributes = config.find(Options.SPAN_ATTRIBUTE_COUNT);
    return SpanLimits.builder()
        .setMaxNumberOfAttributes(
            attributes == null ? config.get(Options.ATTRIBUTE_COUNT) : attributes)
        .setMaxAttributeValueLength(attributeLength(config))
        .setMaxNumberOfEvents(config.get(Options.SPAN_EVENT_COUNT))
        .setMaxNumberOfLinks(config.get(Options.SPAN_LINK_COUNT))
        .setMaxNumberOfAttributesPerEvent(each(config, Options.EVENT_ATTRIBUTE_COUNT))
        .setMaxNumberOfAttributesPerLink(each(config, Options.LINK_ATTRIBUTE_COUNT))
        .build();
  }

  private static int each(Config config, Option<Integer> specific) {
    boolean inherits =
        config.setting(specific) == null && config.setting(Options.ATTRIBUTE_COUNT) != null;
    return config.get(inherits ? Options.ATTRIBUTE_COUNT : specific);
  }

  static PipelineSettings ofPipeline(Config config) {
    PipelineSettings settings =
        PipelineSettings.defaults()
            .withQueueSize(config.get(Options.BSP_MAX_QUEUE_SIZE))
            .withBatchSize(config.get(Options.BSP_MAX_EXPORT_BATCH_SIZE))
            .withConcurrency(config.get(Options.EXPORTER_CONCURRENCY))
            .withScheduleDelayMillis(config.get(Options.BSP_SCHEDULE_DELAY))
            .withShutdownMillis(config.get(Options.EXPORTER_SHUTDOWN_TIMEOUT));
    Long bytes = config.find(Options.EXPORTER_QUEUE_BYTES);
    return bytes == null ? settings : settings.withQueueBytes(bytes);
  }
}
