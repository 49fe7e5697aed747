package dev.weft.weaver.link;

/** The adapter method that an advice call leads to. */
public final class AdviceTarget {
  private final String module;
  private final String adviceClass;
  private final String adapter;

  /**
   * @param module the name of the instrumentation module
   * @param adviceClass the binary name
   * @param adapter the name of an erased public static method of that class
   */
  public AdviceTarget(String module, String adviceClass, String adapter) {
    this.module = module;
    this.adviceClass = adviceClass;
    this.adapter = adapter;
  }

  public String module() {
    return module;
  }

  public String adviceClass() {
    return adviceClass;
  }

  public String adapter() {
    return adapter;
  }
}
