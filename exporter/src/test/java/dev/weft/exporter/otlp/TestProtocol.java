package dev.weft.exporter.otlp;

import dev.weft.exporter.AgentThreads;
import java.io.IOException;
import javax.net.ServerSocketFactory;

/** The ways to speak OTLP, for what is true of both. */
enum TestProtocol {
  HTTP {
    @Override
    TestCollector collector(String scheme, ServerSocketFactory sockets) throws IOException {
      return new FaultServer(scheme, sockets, 0);
    }

    @Override
    OtlpSender sender(OtlpSettings settings, AgentThreads threads) {
      return OtlpSender.http(settings, threads);
    }
  },
  GRPC {
    @Override
    TestCollector collector(String scheme, ServerSocketFactory sockets) throws IOException {
      return new Http2FaultServer(scheme, sockets, 0);
    }

    @Override
    OtlpSender sender(OtlpSettings settings, AgentThreads threads) {
      return OtlpSender.grpc(settings, threads);
    }
  };

  abstract TestCollector collector(String scheme, ServerSocketFactory sockets) throws IOException;

  abstract OtlpSender sender(OtlpSettings settings, AgentThreads threads);
}
