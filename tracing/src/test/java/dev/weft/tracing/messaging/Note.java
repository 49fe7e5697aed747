package dev.weft.tracing.messaging;

import dev.weft.tracing.AttributeWriter;
import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A message of a library that does not exist. */
final class Note {
  final Map<String, List<String>> headers = new TreeMap<>();
  String destination = "orders";
  String template;
  String id;
  boolean temporary;
  boolean anonymous;
  long batchSize;
  RuntimeException broken;

  void set(String name, String value) {
    headers.put(name, new ArrayList<>(List.of(value)));
  }

  static final class Getter implements MessagingGetter<Note> {
    @Override
    public String system() {
      return "pigeon";
    }

    @Override
    public String destination(Note note) {
      return note.destination;
    }

    @Override
    public String destinationTemplate(Note note) {
      return note.template;
    }

    @Override
    public boolean isTemporary(Note note) {
      return note.temporary;
    }

    @Override
    public boolean isAnonymous(Note note) {
      return note.anonymous;
    }

    @Override
    public String messageId(Note note) {
      return note.id;
    }

    @Override
    public String conversationId(Note note) {
      return "talk";
    }

    @Override
    public long batchSize(Note note) {
      return note.batchSize;
    }

    @Override
    public String clientId(Note note) {
      return "loft";
    }

    @Override
    public String consumerGroup(Note note) {
      if (note.broken != null) {
        throw note.broken;
      }
      return "readers";
    }

    @Override
    public String serverAddress(Note note) {
      return "tower";
    }

    @Override
    public int serverPort(Note note) {
      return 4711;
    }

    @Override
    public Iterator<String> headers(Note note, String name) {
      List<String> values = note.headers.get(name);
      return values == null ? null : values.iterator();
    }

    @Override
    public Iterable<String> headerNames(Note note) {
      return note.headers.keySet();
    }

    @Override
    public void describe(Note note, AttributeWriter attributes) {
      attributes.put(AttributeKey.longKey("messaging.pigeon.ring"), 7);
    }
  }
}
