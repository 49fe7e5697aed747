package dev.weft.bootstrap;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The hidden part of the agent's jar: what lies under {@code weft/}, where classes are named {@code
 * .classdata}, so that no class loader and no class path scanner of the application meets them.
 *
 * <p>The JDK's ZipFile reads with a RandomAccessFile, which an interrupt does not close, and shares
 * its table of contents with the system class loader, which has this jar open already.
 */
final class AgentJar {
  private static final String FOLDER = "weft/";
  private static final String CLASS = ".class";
  private static final String HIDDEN_CLASS = ".classdata";

  private final File file;
  private final ZipFile zip;

  AgentJar(File file) throws IOException {
    this.file = file;
    this.zip = new ZipFile(file);
  }

  File file() {
    return file;
  }

  /** The class file of a class, by its binary name; null if there is none. */
  byte @Nullable [] classFile(String binaryName) throws IOException {
    return read(FOLDER.concat(binaryName.replace('.', '/')).concat(HIDDEN_CLASS));
  }

  /** A resource by the name under which class loaders know it; null if there is none. */
  byte @Nullable [] resource(String name) throws IOException {
    return read(entryName(name));
  }

  boolean has(String resource) {
    return zip.getEntry(entryName(resource)) != null;
  }

  private static String entryName(String resource) {
    return resource.endsWith(CLASS)
        ? FOLDER + resource.substring(0, resource.length() - CLASS.length()) + HIDDEN_CLASS
        : FOLDER + resource;
  }

  private byte @Nullable [] read(String entryName) throws IOException {
    ZipEntry entry = zip.getEntry(entryName);
    if (entry == null || entry.isDirectory()) {
      return null;
    }
    byte[] content = new byte[(int) entry.getSize()];
    try (InputStream in = zip.getInputStream(entry)) {
      int read = 0;
      while (read < content.length) {
        int n = in.read(content, read, content.length - read);
        if (n < 0) {
          throw new EOFException(entryName + " is cut off");
        }
        read += n;
      }
    }
    return content;
  }
}
