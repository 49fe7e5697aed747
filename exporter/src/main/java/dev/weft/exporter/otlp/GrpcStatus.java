package dev.weft.exporter.otlp;

import dev.weft.exporter.DropReason;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the trailers of a gRPC call say, judged by the OTLP specification, "OTLP/gRPC response". */
final class GrpcStatus {
  private static final int OK = 0;
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int LONGEST_DETAILS = 16 * 1024;
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

  private static final String[] NAMES = {
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED"
  };

  private GrpcStatus() {}

  /**
   * Judges a call that was answered.
   *
   * @param code {@code grpc-status}
   * @param message {@code grpc-message}
   * @param details {@code grpc-status-details-bin}: base64 of a {@code google.rpc.Status}
   * @param response the message that came before
   */
  static Attempt judge(
      int code, @Nullable String message, @Nullable String details, byte[] response) {
    if (code == OK) {
      return Attempt.delivered(response);
    }
    String why = describe(code, message);
    if (mayPass(code)) {
      return Attempt.busy(why, retryNanos(details));
    }
    if (code == RESOURCE_EXHAUSTED && retryNanos(details) != Attempt.NOT_SAID) {
      return Attempt.busy(why, retryNanos(details));
    }
    return Attempt.failed(DropReason.REFUSED, why);
  }

  private static boolean mayPass(int code) {
    switch (code) {
      case 1: // CANCELLED
      case 4: // DEADLINE_EXCEEDED
      case 10: // ABORTED
      case 11: // OUT_OF_RANGE
      case 14: // UNAVAILABLE
      case 15: // DATA_LOSS
        return true;
      default:
        return false;
    }
  }

  private static String describe(int code, @Nullable String message) {
    String name = code >= 0 && code < NAMES.length ? NAMES[code] : "gRPC status " + code;
    return message == null || message.isEmpty()
        ? name
        : name + " (" + HeaderRules.printable(message) + ")";
  }

  /** Finds the delay of a {@code google.rpc.RetryInfo} among the details of a status. */
  private static long retryNanos(@Nullable String details) {
    if (details == null || details.length() > LONGEST_DETAILS) {
      return Attempt.NOT_SAID;
    }
    try {
      return new Details(Base64.getDecoder().decode(details)).retryNanos();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Not base64, or not protobuf: as if it were not there.
      return Attempt.NOT_SAID;
    }
  }

  /** {@code Status { repeated Any details = 3 }}, {@code Any { type_url = 1, value = 2 }}. */
  private static final class Details {
    private static final int ANY = ProtobufReader.tag(3, ProtobufReader.BYTES);
    private static final int FIRST_BYTES = ProtobufReader.tag(1, ProtobufReader.BYTES);
    private static final int SECOND_BYTES = ProtobufReader.tag(2, ProtobufReader.BYTES);
    private static final int SECONDS = ProtobufReader.tag(1, ProtobufReader.VARINT);
    private static final int NANOS = ProtobufReader.tag(2, ProtobufReader.VARINT);

    private final ProtobufReader reader;

    Details(byte[] status) {
      this.reader = new ProtobufReader(status);
    }

    long retryNanos() {
      long found = Attempt.NOT_SAID;
      while (found == Attempt.NOT_SAID && reader.hasNext(reader.length())) {
        int tag = reader.readTag();
        if (tag == ANY) {
          found = readAny(reader.readEnd());
        } else {
          reader.skip(tag);
        }
      }
      return found;
    }

    private long readAny(int end) {
      boolean isRetryInfo = false;
      long nanos = Attempt.NOT_SAID;
      while (reader.hasNext(end)) {
        int tag = reader.readTag();
        if (tag == FIRST_BYTES) {
          isRetryInfo = reader.readString().equals(RETRY_INFO);
        } else if (tag == SECOND_BYTES && isRetryInfo) {
          nanos = readRetryInfo(reader.readEnd());
        } else {
          reader.skip(tag);
        }
      }
      return nanos;
    }

    /** {@code RetryInfo { Duration retry_delay = 1 }}. */
    private long readRetryInfo(int end) {
      long nanos = Attempt.NOT_SAID;
      while (reader.hasNext(end)) {
        int tag = reader.readTag();
        if (tag == FIRST_BYTES) {
          nanos = readDuration(reader.readEnd());
        } else {
          reader.skip(tag);
        }
      }
      return nanos;
    }

    private long readDuration(int end) {
      long seconds = 0;
      long nanos = 0;
      while (reader.hasNext(end)) {
        int tag = reader.readTag();
        if (tag == SECONDS) {
          seconds = reader.readVarint();
        } else if (tag == NANOS) {
          nanos = reader.readVarint();
        } else {
          reader.skip(tag);
        }
      }
      long bounded = Math.max(0, Math.min(seconds, TimeUnit.DAYS.toSeconds(1)));
      return TimeUnit.SECONDS.toNanos(bounded) + Math.max(0, Math.min(nanos, 999_999_999));
    }
  }
}
