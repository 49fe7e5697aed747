package dev.weft.weaver;

import dev.weft.weaver.link.AdviceTable;
import dev.weft.weaver.link.AdviceTarget;
import dev.weft.weaver.plan.AdviceCall;
import dev.weft.weaver.plan.AdvicePlan;
import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.WeavingPlan;
import org.jspecify.annotations.Nullable;

/** Looks handles up in the plan. */
final class PlannedAdvice implements AdviceTable {
  private final WeavingPlan plan;

  PlannedAdvice(WeavingPlan plan) {
    this.plan = plan;
  }

  @Override
  public @Nullable AdviceTarget target(int handle) {
    ModuleEntry module = plan.moduleOf(handle);
    AdvicePlan advice = module == null ? null : module.advice(handle);
    AdviceCall call = advice == null ? null : advice.call(handle);
    return module == null || advice == null || call == null
        ? null
        : new AdviceTarget(module.name(), advice.adviceClass(), call.adapter());
  }
}
