package dev.weft.sampler.recording;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;

/** The attributes of an exception's event, by the conventions on exceptions on spans. */
final class ExceptionAttributes {
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");
  private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("exception.message");
  private static final AttributeKey<String> STACK_TRACE =
      AttributeKey.stringKey("exception.stacktrace");

  private ExceptionAttributes() {}

  static Attributes of(Throwable thrown, Attributes additional) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put(TYPE, thrown.getClass().getName());
    try {
      String message = thrown.getMessage();
      if (message != null) {
        attributes.put(MESSAGE, message);
      }
      StringWriter text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text, true));
      attributes.put(STACK_TRACE, text.toString());
    } catch (Throwable broken) {
      // The application's own methods failed; what was read before is still true.
    }
    return attributes.putAll(additional).build();
  }
}
