package dev.weft.weaver.link;

import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** The linked call sites of one module, and how often its advice has failed. */
final class ModuleSites {
  private final List<WeakReference<AdviceCallSite>> sites = new ArrayList<>();
  private int nextPrune = 64;
  private int failures;
  private boolean off;

  synchronized void add(AdviceCallSite site) {
    if (off) {
      site.switchOff();
      return;
    }
    if (sites.size() >= nextPrune) {
      sites.removeIf(reference -> reference.get() == null);
      nextPrune = 2 * sites.size() + 64;
    }
    sites.add(new WeakReference<>(site));
  }

  /** Counts a failure and answers the count. */
  synchronized int fail() {
    return ++failures;
  }

  synchronized int failures() {
    return failures;
  }

  synchronized boolean isOff() {
    return off;
  }

  /** Takes all sites, present and future, out of service. */
  synchronized void switchOff() {
    off = true;
    List<MutableCallSite> live = new ArrayList<>(sites.size());
    for (WeakReference<AdviceCallSite> reference : sites) {
      AdviceCallSite site = reference.get();
      if (site != null) {
        site.switchOff();
        live.add(site);
      }
    }
    sites.clear();
    MutableCallSite.syncAll(live.toArray(new MutableCallSite[0]));
  }
}
