package dev.weft.weaver.plan;

/** A package that a module's helpers use although its Java module does not export it. */
public final class PackageExport {
  private final String javaModule;
  private final String packageName;

  /**
   * @param javaModule {@code java.net.http}
   * @param packageName the binary name, {@code jdk.internal.net.http}
   */
  public PackageExport(String javaModule, String packageName) {
    this.javaModule = javaModule;
    this.packageName = packageName;
  }

  public String javaModule() {
    return javaModule;
  }

  public String packageName() {
    return packageName;
  }
}
