package dev.weft.exporter.otlp;

import java.io.Closeable;

/** What tests ask of a collector, whichever way it is spoken to. */
interface TestCollector extends Closeable {
  String url();

  int port();

  /** Spans that have come in, those that came twice counted twice. */
  int spans();

  int connections();
}
