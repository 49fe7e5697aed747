package dev.weft.agent.resource;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.UUID;

/** A random {@code service.instance.id}: a UUID of version 4 (RFC 9562). */
final class InstanceId {
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private InstanceId() {}

  /**
   * Asks the operating system where it can: {@link UUID#randomUUID} would initialise the security
   * providers beside a {@code main} that may want to choose them.
   */
  static UUID random(Surroundings surroundings) {
    try (DataInputStream input =
        new DataInputStream(new FileInputStream(surroundings.systemFile("dev/urandom")))) {
      long high = input.readLong() & ~0xf000L | VERSION_4;
      long low = input.readLong() & ~(3L << 62) | VARIANT;
      return new UUID(high, low);
    } catch (IOException e) {
      return UUID.randomUUID(); // no such device here
    }
  }
}
