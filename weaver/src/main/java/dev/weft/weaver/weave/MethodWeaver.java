package dev.weft.weaver.weave;

import dev.weft.weaver.plan.AdviceCall;
import dev.weft.weaver.plan.AdvicePlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.TypeReference;

/**
 * Weaves one method:
 *
 * <pre>
 *   own locals get their first values
 *   enter calls                      guarded: a throwable is dropped, the next one follows
 *   body, each return becoming
 *     R = value; exit calls          guarded: a throwable is dropped, the next one follows
 *     return R
 *   catch T over the body:
 *     exit calls                     guarded likewise
 *     throw T
 * </pre>
 *
 * Exit calls stand in place at each return, because other values may lie below the returned one on
 * the operand stack there. A throwable clears that stack, so the guard of such a call leads to a
 * chain behind the body that makes the remaining calls and returns. The guards come first in the
 * exception table, before the method's own handlers; the catch over the body comes last and leaves
 * the exits out. Advice lets no throwable out: the guards are for what strikes outside of it, a
 * stack that ends just there, and for answers of a wrong type.
 *
 * <p>A constructor's enter calls are not guarded: before the super constructor has run, no handler
 * may go on. For the same reason its failure is not observed.
 */
final class MethodWeaver extends MethodVisitor {
  private static final String THROWABLE = "java/lang/Throwable";

  private final WovenMethod method;
  private final OwnLocals locals;
  private final Frames frames;
  private final CallWriter calls;
  private final List<AdvicePlan> exits;
  private final List<Label> chain = new ArrayList<>();
  private final List<Label> siteLabels = new ArrayList<>();
  private final List<Label> bodyLabels = new ArrayList<>();
  private int nextSite;
  private int guards;

  MethodWeaver(MethodVisitor next, WovenMethod method, SiteAllocator sites) {
    super(Opcodes.ASM9, next);
    this.method = method;
    this.locals = new OwnLocals(method);
    this.frames = new Frames(next, method, locals);
    this.calls = new CallWriter(next, method, locals, frames, sites);
    this.exits = method.exits();
  }

  @Override
  public void visitCode() {
    super.visitCode();
    guardSites();
    locals.initialize(mv);
    for (AdvicePlan plan : method.advice()) {
      AdviceCall enter = plan.enter();
      if (enter != null) {
        enter(plan, enter);
      }
    }
    markBody();
    // Keeps a frame of ours and one of the method at its first instruction apart.
    mv.visitInsn(Opcodes.NOP);
  }

  private void guardSites() {
    for (int i = 0; i < exits.size(); i++) {
      chain.add(new Label());
    }
    for (int i = 0; i < method.returnCount(); i++) {
      for (Label landing : chain) {
        Label start = new Label();
        Label end = new Label();
        siteLabels.add(start);
        siteLabels.add(end);
        guard(start, end, landing);
      }
    }
  }

  private void guard(Label start, Label end, Label landing) {
    mv.visitTryCatchBlock(start, end, landing, THROWABLE);
    guards++;
  }

  private void enter(AdvicePlan plan, AdviceCall enter) {
    if (method.isConstructor()) {
      calls.enter(plan, enter);
      return;
    }
    Label start = label();
    calls.enter(plan, enter);
    Label landing = endGuarded(start);
    mv.visitLabel(landing);
    frames.onEntry(THROWABLE);
    mv.visitInsn(Opcodes.POP);
  }

  /**
   * Ends guarded code. It goes on to the landing with null where a throwable would be; the caller
   * places the landing.
   */
  private Label endGuarded(Label start) {
    Label landing = new Label();
    guard(start, label(), landing);
    mv.visitInsn(Opcodes.ACONST_NULL);
    return landing;
  }

  private Label label() {
    Label label = new Label();
    mv.visitLabel(label);
    return label;
  }

  private void markBody() {
    bodyLabels.add(label());
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN || exits.isEmpty()) {
      super.visitInsn(opcode);
      return;
    }
    markBody();
    if (locals.returned() >= 0) {
      mv.visitVarInsn(method.returns().getOpcode(Opcodes.ISTORE), locals.returned());
    }
    for (AdvicePlan plan : exits) {
      mv.visitLabel(siteLabels.get(nextSite++));
      calls.exit(plan, CallWriter.NOTHING_THROWN);
      mv.visitLabel(siteLabels.get(nextSite++));
    }
    returnValue();
    markBody();
  }

  private void returnValue() {
    if (locals.returned() >= 0) {
      mv.visitVarInsn(method.returns().getOpcode(Opcodes.ILOAD), locals.returned());
    }
    mv.visitInsn(method.returns().getOpcode(Opcodes.IRETURN));
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    markBody();
    if (nextSite > 0) {
      exitChain();
    }
    if (method.hasExitOnThrowable()) {
      catchAll();
    }
    super.visitMaxs(maxStack + calls.stackSize(), locals.end() + 1);
  }

  /** Where the guards of the exits lead: the calls that remain after the failed one. */
  private void exitChain() {
    for (int i = 0; i < exits.size(); i++) {
      mv.visitLabel(chain.get(i));
      frames.anywhere(THROWABLE);
      mv.visitInsn(Opcodes.POP);
      if (i + 1 < exits.size()) {
        Label start = label();
        calls.exit(exits.get(i + 1), CallWriter.NOTHING_THROWN);
        guard(start, label(), chain.get(i + 1));
        mv.visitInsn(Opcodes.ACONST_NULL);
      }
    }
    returnValue();
  }

  private void catchAll() {
    Label handler = new Label();
    for (int i = 0; i < bodyLabels.size(); i += 2) {
      Label start = bodyLabels.get(i);
      Label end = bodyLabels.get(i + 1);
      // Two returns may follow each other; the JVM refuses an empty range.
      if (start.getOffset() < end.getOffset()) {
        mv.visitTryCatchBlock(start, end, handler, THROWABLE);
      }
    }
    int thrown = locals.end();
    mv.visitLabel(handler);
    frames.anywhere(THROWABLE);
    mv.visitVarInsn(Opcodes.ASTORE, thrown);
    for (AdvicePlan plan : exits) {
      if (plan.exitOnThrowable()) {
        Label start = label();
        calls.exit(plan, thrown);
        mv.visitLabel(endGuarded(start));
        frames.afterThrow(THROWABLE);
        mv.visitInsn(Opcodes.POP);
      }
    }
    mv.visitVarInsn(Opcodes.ALOAD, thrown);
    mv.visitInsn(Opcodes.ATHROW);
  }

  @Override
  public void visitFrame(int type, int localCount, Object[] local, int stackCount, Object[] stack) {
    // Only expanded frames arrive: see ClassWeaver.
    frames.ofBody(localCount, local, stackCount, stack);
  }

  @Override
  public @Nullable AnnotationVisitor visitTryCatchAnnotation(
      int typeRef, @Nullable TypePath typePath, String descriptor, boolean visible) {
    int index = new TypeReference(typeRef).getTryCatchBlockIndex() + guards;
    int moved = TypeReference.newTryCatchReference(index).getValue();
    return super.visitTryCatchAnnotation(moved, typePath, descriptor, visible);
  }
}
