package example.old;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.util.EntityUtils;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import redis.clients.jedis.Jedis;

/** Clients of HTTP, of a store, of a broker, of RPC. */
final class Clients {
  private Clients() {}

  static String httpClient(int port) throws IOException {
    HttpGet get =
        new HttpGet("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port);
    return EntityUtils.toString(new DefaultHttpClient().execute(get).getEntity());
  }

  /** A server that knows one answer. */
  static String jedis() throws Exception {
    try (ServerSocket redis = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answer(redis), "redis");
      answering.setDaemon(true);
      answering.start();
      Jedis client = new Jedis(redis.getInetAddress().getHostAddress(), redis.getLocalPort());
      try {
        return client.get("key");
      } finally {
        client.disconnect();
      }
    }
  }

  private static void answer(ServerSocket redis) {
    try (Socket client = redis.accept();
        BufferedReader commands =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
      // *2, $3, GET, $3, key
      for (int line = 0; line < 5; line++) {
        commands.readLine();
      }
      client.getOutputStream().write("$5\r\nvalue\r\n".getBytes(StandardCharsets.US_ASCII));
      commands.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No broker is there, which the producer tells at once. */
  static String kafka() throws Exception {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", "127.0.0.1:1");
    settings.put("max.block.ms", "1");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      return String.valueOf(producer.send(new ProducerRecord<>("topic", "message")).get());
    } catch (ExecutionException e) {
      return e.getCause().getClass().getName();
    }
  }

  static String grpc() throws Exception {
    MethodDescriptor<String, String> method =
        MethodDescriptor.create(MethodType.UNARY, "example.Old/Call", new Texts(), new Texts());
    Server server =
        InProcessServerBuilder.forName("old")
            .addService(
                ServerServiceDefinition.builder("example.Old")
                    .addMethod(
                        method,
                        ServerCalls.asyncUnaryCall(
                            (request, response) -> {
                              response.onNext("called with " + request);
                              response.onCompleted();
                            }))
                    .build())
            .build()
            .start();
    ManagedChannel channel = InProcessChannelBuilder.forName("old").build();
    try {
      return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, "text");
    } finally {
      channel.shutdownNow();
      server.shutdownNow();
    }
  }

  private static final class Texts implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String text) {
      return OldLibraries.stream(text);
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
