package dev.weft.weaver;

import dev.weft.weaver.link.OldClassSites;
import dev.weft.weaver.match.ClassMatch;
import dev.weft.weaver.plan.AdvicePlan;
import dev.weft.weaver.weave.ClassWeaver;
import dev.weft.weaver.weave.MethodSelector;
import dev.weft.weaver.weave.SiteAllocator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weaves classes that match, and counts. */
final class MatchedClassWeaving {
  private final OldClassSites oldSites;
  private final WeaverReport report;

  MatchedClassWeaving(OldClassSites oldSites, WeaverReport report) {
    this.oldSites = oldSites;
    this.report = report;
  }

  /** The woven class file, or null if no method of the class is woven. */
  byte @Nullable [] weave(
      @Nullable ClassLoader loader, String name, byte[] classFile, ClassMatch match) {
    ClassWeaver weaver = new ClassWeaver(new Selector(match), new Sites(loader, name));
    byte[] woven = weaver.weave(classFile);
    if (woven != null) {
      report.woven();
    }
    for (int left = weaver.tooLarge().size(); left > 0; left--) {
      report.leftAlone("method too large");
    }
    return woven;
  }

  private static final class Selector implements MethodSelector {
    private final ClassMatch match;

    Selector(ClassMatch match) {
      this.match = match;
    }

    @Override
    public List<AdvicePlan> advice(int access, String name, String descriptor) {
      return match.advice(access, name, descriptor);
    }
  }

  private final class Sites implements SiteAllocator {
    private final @Nullable ClassLoader loader;
    private final String className;

    Sites(@Nullable ClassLoader loader, String className) {
      this.loader = loader;
      this.className = className;
    }

    @Override
    public int site(int handle) {
      return oldSites.add(handle, loader, className);
    }
  }
}
