package dev.weft.weaver.plan;

import java.util.List;

/** What one instrumentation module weaves and what it needs: the part read on its first match. */
public final class ModulePlan {
  private final List<TypeRule> rules;
  private final List<LibraryReference> references;
  private final List<String> requires;
  private final List<String> excludes;
  private final List<PackageExport> exports;

  /**
   * @param requires internal names of classes without which the module is off
   * @param excludes internal names of classes with which the module is off
   */
  public ModulePlan(
      List<TypeRule> rules,
      List<LibraryReference> references,
      List<String> requires,
      List<String> excludes,
      List<PackageExport> exports) {
    this.rules = rules;
    this.references = references;
    this.requires = requires;
    this.excludes = excludes;
    this.exports = exports;
  }

  public List<TypeRule> rules() {
    return rules;
  }

  public List<LibraryReference> references() {
    return references;
  }

  public List<String> requires() {
    return requires;
  }

  public List<String> excludes() {
    return excludes;
  }

  public List<PackageExport> exports() {
    return exports;
  }
}
