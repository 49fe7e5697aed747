package dev.weft.agent.config;

import static dev.weft.agent.config.OptionType.BOOLEAN;
import static dev.weft.agent.config.OptionType.DURATION;
import static dev.weft.agent.config.OptionType.MAP;
import static dev.weft.agent.config.OptionType.TEXT;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The options of one signal that goes by OTLP. They count before those for all signals. */
final class OtlpOptions {
  static final OptionType<String> PROTOCOLS = OptionType.choice("http/protobuf", "grpc");
  static final OptionType<String> COMPRESSIONS = OptionType.choice("none", "gzip");

  final Option<String> endpoint;
  final Option<String> protocol;
  final Option<Boolean> insecure;
  final Option<Map<String, String>> headers;
  final Option<Long> timeout;
  final Option<String> compression;
  final Option<String> certificate;
  final Option<String> clientKey;
  final Option<String> clientCertificate;

  /**
   * @param signal as it is called in their names
   * @param what of it is sent
   */
  OtlpOptions(String signal, String what) {
    String prefix = "otel.exporter.otlp." + signal;
    String same = "The same for " + what;
    endpoint = unset(prefix + ".endpoint", TEXT, "The URL for " + what + ", taken as it is.");
    protocol = unset(prefix + ".protocol", PROTOCOLS, same + ".");
    insecure = unset(prefix + ".insecure", BOOLEAN, same + ".");
    headers = unset(prefix + ".headers", MAP, same + ", instead.").hidden();
    timeout = unset(prefix + ".timeout", DURATION, same + ".");
    compression = unset(prefix + ".compression", COMPRESSIONS, same + ".");
    certificate = unset(prefix + ".certificate", TEXT, same + ".");
    clientKey = unset(prefix + ".client.key", TEXT, same + ".");
    clientCertificate = unset(prefix + ".client.certificate", TEXT, same + ".");
  }

  private static <T> Option<T> unset(String name, OptionType<T> type, String description) {
    return Option.of(name, type, null, description);
  }

  /** All of them, in the order of those for all signals. */
  List<Option<?>> all() {
    return Arrays.asList(
        endpoint,
        protocol,
        insecure,
        headers,
        timeout,
        compression,
        certificate,
        clientKey,
        clientCertificate);
  }
}
