package dev.weft.weaver.match;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Names of types that are known not to matter, as 64-bit hashes in a table that grows to a limit;
 * there, a newer name may push out an older one. That two names of one program share a hash is less
 * likely than a broken disk. Racing writers may lose a name, never invent one.
 */
final class Fingerprints {
  private static final int FIRST_SIZE = 256;
  private static final int MAX_SIZE = 16384;
  private static final int PROBES = 4;
  private static final AtomicLongArray EMPTY = new AtomicLongArray(1);

  private volatile AtomicLongArray table = EMPTY;

  void add(String name) {
    long hash = hash(name);
    AtomicLongArray current = table;
    while (!put(current, hash)) {
      if (current.length() >= MAX_SIZE) {
        current.lazySet(slot(current, hash, 0), hash);
        return;
      }
      current = grown(current);
      table = current;
    }
  }

  boolean contains(String name) {
    AtomicLongArray current = table;
    long hash = hash(name);
    for (int probe = 0; probe < PROBES; probe++) {
      if (current.get(slot(current, hash, probe)) == hash) {
        return true;
      }
    }
    return false;
  }

  /** False if the slots for this hash are taken. */
  private static boolean put(AtomicLongArray table, long hash) {
    if (table == EMPTY) {
      return false;
    }
    for (int probe = 0; probe < PROBES; probe++) {
      int slot = slot(table, hash, probe);
      long present = table.get(slot);
      if (present == hash) {
        return true;
      }
      if (present == 0) {
        table.lazySet(slot, hash);
        return true;
      }
    }
    return false;
  }

  private static AtomicLongArray grown(AtomicLongArray old) {
    AtomicLongArray grown = new AtomicLongArray(Math.max(FIRST_SIZE, old.length() * 2));
    for (int i = 0; i < old.length(); i++) {
      long hash = old.get(i);
      if (hash != 0 && !put(grown, hash)) {
        grown.lazySet(slot(grown, hash, 0), hash);
      }
    }
    return grown;
  }

  private static int slot(AtomicLongArray table, long hash, int probe) {
    return ((int) (hash >>> 40) + probe) & (table.length() - 1);
  }

  /** FNV-1a, then the final mix of MurmurHash3; never 0, which is an empty slot. */
  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }
}
