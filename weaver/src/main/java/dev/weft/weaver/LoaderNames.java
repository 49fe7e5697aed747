package dev.weft.weaver;

import org.jspecify.annotations.Nullable;

/** How reports call a class loader. Runs none of its code. */
final class LoaderNames {
  private LoaderNames() {}

  static String of(@Nullable ClassLoader loader) {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    if (loader == null) {
      return "boot";
    }
    if (loader == system) {
      return "app";
    }
    if (loader == system.getParent()) {
      return "platform";
    }
    return loader.getClass().getName() + '@' + Integer.toHexString(System.identityHashCode(loader));
  }
}
