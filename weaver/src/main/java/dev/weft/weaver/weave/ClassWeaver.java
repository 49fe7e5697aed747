package dev.weft.weaver.weave;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;

/**
 * Weaves one class file: a first pass finds the methods and measures them, a second puts the calls
 * in. Methods that no advice wants are copied byte for byte.
 *
 * <p>Stack-map frames are carried over and completed, never computed: that would load classes.
 */
public final class ClassWeaver {
  /** The newest class-file version that ASM reads; a newer one is read as if it were this one. */
  private static final int NEWEST = Opcodes.V27;

  private static final int MAJOR_VERSION = 6;

  private final MethodSelector selector;
  private final SiteAllocator sites;
  private final Set<String> tooLarge = new HashSet<>();

  public ClassWeaver(MethodSelector selector, SiteAllocator sites) {
    this.selector = selector;
    this.sites = sites;
  }

  /**
   * The woven class file, or null where no method is woven.
   *
   * @throws RuntimeException of any kind if the class file is broken
   */
  public byte @Nullable [] weave(byte[] classFile) {
    int major = major(classFile);
    byte[] readable = major > NEWEST ? withMajor(classFile, NEWEST) : classFile;
    ClassReader reader = new ClassReader(readable);
    ClassScan scan = new ClassScan(selector);
    reader.accept(scan, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    while (!scan.methods().isEmpty()) {
      try {
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new WovenClass(writer, scan.methods(), sites), ClassReader.EXPAND_FRAMES);
        byte[] woven = writer.toByteArray();
        return major > NEWEST ? withMajor(woven, major) : woven;
      } catch (MethodTooLargeException e) {
        String method = e.getMethodName() + e.getDescriptor();
        if (scan.methods().remove(method) == null) {
          throw e;
        }
        tooLarge.add(method);
      } catch (ClassTooLargeException e) {
        tooLarge.addAll(scan.methods().keySet());
        return null;
      }
    }
    return null;
  }

  /** Name and descriptor of the methods left alone: the format has no room for their calls. */
  public Set<String> tooLarge() {
    return tooLarge;
  }

  private static int major(byte[] classFile) {
    return (classFile[MAJOR_VERSION] & 0xFF) << 8 | classFile[MAJOR_VERSION + 1] & 0xFF;
  }

  private static byte[] withMajor(byte[] classFile, int major) {
    byte[] copy = classFile.clone();
    copy[MAJOR_VERSION] = (byte) (major >> 8);
    copy[MAJOR_VERSION + 1] = (byte) major;
    return copy;
  }
}
