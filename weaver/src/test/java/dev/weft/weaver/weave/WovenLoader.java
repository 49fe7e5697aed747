package dev.weft.weaver.weave;

import java.util.HashMap;
import java.util.Map;

/** Defines the class files it is given before it asks its parent. */
final class WovenLoader extends ClassLoader {
  private final Map<String, byte[]> classFiles = new HashMap<>();

  WovenLoader(ClassLoader parent) {
    super(parent);
  }

  WovenLoader with(String binaryName, byte[] classFile) {
    classFiles.put(binaryName, classFile);
    return this;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      byte[] classFile = classFiles.get(name);
      if (loaded == null && classFile != null) {
        loaded = defineClass(name, classFile, 0, classFile.length);
      }
      return loaded == null ? super.loadClass(name, resolve) : loaded;
    }
  }
}
