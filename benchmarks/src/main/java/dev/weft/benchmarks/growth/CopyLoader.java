package dev.weft.benchmarks.growth;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Loads copies of a class whose name ends in 0000, which end in other numbers. */
final class CopyLoader extends ClassLoader {
  private static final int DIGITS = 4;
  private static final Map<Class<?>, byte[]> FILES = new HashMap<>();

  CopyLoader() {
    super(CopyLoader.class.getClassLoader());
  }

  /** Loads a copy, initialises it and returns an instance. */
  Object load(Class<?> template, int number) throws Exception {
    String name = template.getName();
    String to = Integer.toString(10_000 + number).substring(1);
    byte[] file = renamed(file(template), simpleName(template), to);
    String copy = name.substring(0, name.length() - DIGITS) + to;
    Constructor<?> constructor = defineClass(copy, file, 0, file.length).getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static byte[] simpleName(Class<?> template) {
    return template.getSimpleName().getBytes(StandardCharsets.US_ASCII);
  }

  /** The names have the same length, so nothing else of the class file changes. */
  private static byte[] renamed(byte[] file, byte[] name, String number) {
    byte[] copy = file.clone();
    for (int i = 0; i <= file.length - name.length; i++) {
      if (Arrays.equals(file, i, i + name.length, name, 0, name.length)) {
        for (int digit = 0; digit < DIGITS; digit++) {
          copy[i + name.length - DIGITS + digit] = (byte) number.charAt(digit);
        }
      }
    }
    return copy;
  }

  private static byte[] file(Class<?> template) throws IOException {
    byte[] file = FILES.get(template);
    if (file == null) {
      try (InputStream in = template.getResourceAsStream(template.getSimpleName() + ".class")) {
        file = in.readAllBytes();
      }
      FILES.put(template, file);
    }
    return file;
  }
}
