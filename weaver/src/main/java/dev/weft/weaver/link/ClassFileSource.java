package dev.weft.weaver.link;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the class files of instrumentations are read from. */
public interface ClassFileSource {
  /** The class file of this binary name, or null if there is none. */
  byte @Nullable [] classFile(String binaryName) throws IOException;
}
