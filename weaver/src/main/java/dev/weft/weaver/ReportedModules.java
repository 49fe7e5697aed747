package dev.weft.weaver;

import dev.weft.weaver.match.ModuleEvents;
import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.PackageExport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Acts on what the matcher decides about modules: exports packages, reports, logs. */
final class ReportedModules implements ModuleEvents {
  private final PackageExports exports;
  private final WeaverReport report;

  ReportedModules(PackageExports exports, WeaverReport report) {
    this.exports = exports;
    this.report = report;
  }

  @Override
  public void turningOn(ModuleEntry module, @Nullable ClassLoader loader) {
    for (PackageExport export : module.plan().exports()) {
      exports.export(export, module.name(), loader);
    }
  }

  @Override
  public void on(ModuleEntry module, @Nullable ClassLoader loader) {
    String where = LoaderNames.of(loader);
    report.moduleOn(module.name(), where);
    // The JDK's classes come first, on the main thread before its main: no logging is started
    // there.
    if (loader != null) {
      LoggerFactory.getLogger(Weaver.class).debug("{} on in loader {}", module.name(), where);
    }
  }

  @Override
  public void off(ModuleEntry module, @Nullable ClassLoader loader, String reason) {
    String where = LoaderNames.of(loader);
    report.moduleOff(module.name(), reason + " in loader " + where);
    LoggerFactory.getLogger(Weaver.class)
        .info("{} off in loader {}: {}", module.name(), where, reason);
  }

  @Override
  public void notConcerned(ModuleEntry module, @Nullable ClassLoader loader, String reason) {
    LoggerFactory.getLogger(Weaver.class)
        .debug("{} is not for loader {}: {}", module.name(), LoaderNames.of(loader), reason);
  }

  @Override
  public void undecided(ModuleEntry module, @Nullable ClassLoader loader) {
    report.leftAlone("loaded by a loader at work for us");
  }
}
