package dev.weft.exporter.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.internal.InternalAttributeKeyImpl;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes attributes, by opentelemetry/proto/common/v1/common.proto. For one thread. */
final class AttributeEncoder implements BiConsumer<AttributeKey<?>, Object> {
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int STRING = 1;
  private static final int BOOL = 2;
  private static final int INT = 3;
  private static final int DOUBLE = 4;
  private static final int ARRAY = 5;
  private static final int KEY_VALUE_LIST = 6;
  private static final int BYTES = 7;

  /** Of the two messages around values and pairs. */
  private static final int VALUES = 1;

  private final ReverseProtobuf out;

  /** Keys and values in turns, of the attributes that are being written. */
  private Object[] entries = new Object[32];

  private int end;

  AttributeEncoder(ReverseProtobuf out) {
    this.out = out;
  }

  /** Writes each attribute as a message of that field, in their order. */
  void write(int field, Attributes attributes) {
    end = 0;
    attributes.forEach(this);
    for (int i = end - 2; i >= 0; i -= 2) {
      int mark = out.size();
      value(entries[i + 1]);
      key((AttributeKey<?>) entries[i]);
      out.message(field, mark);
    }
  }

  private void key(AttributeKey<?> key) {
    if (key instanceof InternalAttributeKeyImpl) {
      // It keeps its bytes, and most keys are constants.
      out.bytes(KEY, ((InternalAttributeKeyImpl<?>) key).getKeyUtf8());
    } else {
      out.text(KEY, key.getKey());
    }
  }

  @Override
  public void accept(AttributeKey<?> key, Object value) {
    if (end == entries.length) {
      entries = Arrays.copyOf(entries, 2 * end);
    }
    entries[end] = key;
    entries[end + 1] = value;
    end += 2;
  }

  /** Lets go of what has been written. */
  void clear() {
    Arrays.fill(entries, null);
  }

  private void value(Object value) {
    int mark = out.size();
    any(value);
    out.message(VALUE, mark);
  }

  private void any(Object value) {
    if (value instanceof String) {
      out.text(STRING, (String) value);
    } else if (value instanceof Long) {
      out.number(INT, (Long) value);
    } else if (value instanceof Boolean) {
      out.number(BOOL, (Boolean) value ? 1 : 0);
    } else if (value instanceof Double) {
      out.fixed64(DOUBLE, Double.doubleToRawLongBits((Double) value));
    } else if (value instanceof Value) {
      any((Value<?>) value);
    } else if (value instanceof List) {
      list((List<?>) value);
    } else {
      out.text(STRING, String.valueOf(value));
    }
  }

  private void any(Value<?> value) {
    switch (value.getType()) {
      case KEY_VALUE_LIST:
        pairs((List<?>) value.getValue());
        break;
      case BYTES:
        ByteBuffer buffer = ((ByteBuffer) value.getValue()).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        out.bytes(BYTES, bytes);
        break;
      case EMPTY:
        break;
      default:
        any(value.getValue());
    }
  }

  private void list(List<?> values) {
    int mark = out.size();
    for (int i = values.size() - 1; i >= 0; i--) {
      int element = out.size();
      any(values.get(i));
      out.message(VALUES, element);
    }
    out.message(ARRAY, mark);
  }

  private void pairs(List<?> pairs) {
    int mark = out.size();
    for (int i = pairs.size() - 1; i >= 0; i--) {
      KeyValue pair = (KeyValue) pairs.get(i);
      int element = out.size();
      value(pair.getValue());
      out.text(KEY, pair.getKey());
      out.message(VALUES, element);
    }
    out.message(KEY_VALUE_LIST, mark);
  }
}
