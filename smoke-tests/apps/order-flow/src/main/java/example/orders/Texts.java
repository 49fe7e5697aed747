package example.orders;

import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The method {@code Pricing/Price} of the ledger: texts both ways, so that nothing has to be
 * generated.
 */
final class Texts implements MethodDescriptor.Marshaller<String> {
  static final MethodDescriptor<String, String> PRICE =
      MethodDescriptor.<String, String>newBuilder(new Texts(), new Texts())
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("example.Pricing/Price")
          .build();

  @Override
  public InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String parse(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
