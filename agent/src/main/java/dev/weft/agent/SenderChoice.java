package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Options;
import dev.weft.agent.config.OtlpSignal;
import dev.weft.agent.config.OtlpTarget;
import dev.weft.exporter.ConsoleSender;
import dev.weft.exporter.DiscardingSender;
import dev.weft.exporter.SpanSender;
import dev.weft.exporter.otlp.OtlpSender;
import dev.weft.exporter.otlp.OtlpSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sender that {@code otel.traces.exporter} names, and where it sends to in a few words. */
final class SenderChoice {
  private final SpanSender sender;
  private final String destination;

  private SenderChoice(SpanSender sender, String destination) {
    this.sender = sender;
    this.destination = destination;
  }

  SpanSender sender() {
    return sender;
  }

  /** For the line at start: a URL without secrets, or why spans go nowhere. */
  String destination() {
    return destination;
  }

  static SenderChoice of(Config config, String version) {
    List<String> names = config.get(Options.TRACES_EXPORTER);
    boolean console = names.contains("console") || names.contains("logging");
    if (names.contains("otlp")) {
      SenderChoice otlp = otlp(config, version);
      return console
          ? new SenderChoice(
              new DoubleSender(otlp.sender, new ConsoleSender()), otlp.destination + " and the log")
          : otlp;
    }
    return console
        ? new SenderChoice(new ConsoleSender(), "the log")
        : nowhere("nowhere (otel.traces.exporter=none)");
  }

  private static SenderChoice otlp(Config config, String version) {
    OtlpTarget target = OtlpTarget.of(config, OtlpSignal.TRACES);
    try {
      OtlpSettings settings = settings(config, target, version);
      OtlpSender sender =
          target.grpc()
              ? OtlpSender.grpc(settings, new AgentThreads("weft-grpc"))
              : OtlpSender.http(settings, new AgentThreads("weft-guard"));
      return new SenderChoice(sender, target.shownUrl());
    } catch (IllegalArgumentException e) {
      config.problems().accept(e.getMessage() + "; no spans are sent");
      return nowhere("nowhere (see the warning)");
    }
  }

  private static SenderChoice nowhere(String why) {
    return new SenderChoice(new DiscardingSender(), why);
  }

  static OtlpSettings settings(Config config, OtlpTarget target, String version) {
    OtlpSettings.Builder settings =
        OtlpSettings.builder(target.url())
            .userAgent("Weft/" + version + " OTel-OTLP-Exporter-Java")
            .timeoutMillis(target.timeoutMillis())
            .gzip(target.gzip())
            .retry(target.retry())
            .trustedCertificates(pem(config, target.certificate()))
            .clientKey(pem(config, target.clientKey()))
            .clientCertificate(pem(config, target.clientCertificate()));
    for (Map.Entry<String, String> header : target.headers().entrySet()) {
      try {
        settings.header(header.getKey(), header.getValue());
      } catch (IllegalArgumentException e) {
        config.problems().accept(e.getMessage() + "; left out");
      }
    }
    return settings.build();
  }

  private static byte @Nullable [] pem(Config config, @Nullable String path) {
    if (path == null) {
      return null;
    }
    try {
      return Files.readAllBytes(new File(path).toPath());
    } catch (IOException | RuntimeException e) {
      config.problems().accept("file " + path + " cannot be read; going on without it");
      return null;
    }
  }
}
