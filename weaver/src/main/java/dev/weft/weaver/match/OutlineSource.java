package dev.weft.weaver.match;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Outlines of the types that one loader sees, read as resources: nothing is loaded. For the length
 * of one decision only, so that no class file is kept.
 */
final class OutlineSource {
  private final ClassLoader loader;
  private final Map<String, @Nullable ClassOutline> read = new HashMap<>();

  OutlineSource(@Nullable ClassLoader loader) {
    this.loader = IgnoredLoaders.reading(loader);
  }

  /** Makes an outline known that no loader may be able to read: of the class in hand. */
  void put(String name, ClassOutline outline) {
    read.put(name, outline);
  }

  /** Null if the loader has no such class file, or none that can be read. */
  @Nullable ClassOutline find(String name) {
    ClassOutline known = read.get(name);
    if (known != null || read.containsKey(name)) {
      return known;
    }
    ClassOutline found = read(name);
    read.put(name, found);
    return found;
  }

  private @Nullable ClassOutline read(String name) {
    // The loader is the application's code: whatever it throws means "not to be had".
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      return in == null ? null : ClassOutline.read(readAll(in));
    } catch (Throwable notReadable) {
      return null;
    }
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }
}
