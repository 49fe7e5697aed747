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
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.TypeReference;

/**
 * Weaves one method:
 *
 * <pre>
 *   own locals get their first values
 *   enter calls                      guarded: a throwable is dropped, the body runs
 *   body, each return becoming
 *     R = value; exit calls          guarded: a throwable is dropped, R is returned
 *     return R
 *   catch T over the body:
 *     exit calls                     guarded: a throwable is dropped, T is thrown
 *     throw T
 * </pre>
 *
 * Exit calls stand in place at each return, because other values may lie below the returned one on
 * the operand stack there. Their guards come first in the exception table, before the method's own
 * handlers; the catch over the body comes last. Advice lets no throwable out; the guards are for
 * what strikes outside of it, a stack that ends just there.
 *
 * <p>A constructor's entry is not guarded: before the super constructor has run no handler may go
 * on with it. For the same reason its failure is not observed.
 */
final class MethodWeaver extends MethodVisitor {
  private static final String THROWABLE = "java/lang/Throwable";

  private final WovenMethod method;
  private final OwnLocals locals;
  private final CallWriter calls;
  private final List<Label> siteStarts = new ArrayList<>();
  private final List<Label> siteEnds = new ArrayList<>();
  private final Label exitGuard = new Label();
  private final Label body = new Label();
  private int guards;
  private int returnsSeen;

  MethodWeaver(MethodVisitor next, WovenMethod method, SiteAllocator sites) {
    super(Opcodes.ASM9, next);
    this.method = method;
    this.locals = new OwnLocals(method);
    this.calls = new CallWriter(next, method, locals, sites);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    guardExits();
    locals.initialize(mv);
    if (method.isConstructor()) {
      enterAll();
      mv.visitLabel(body);
    } else if (hasEnter()) {
      enterAllGuarded();
    } else {
      mv.visitLabel(body);
    }
    // Keeps our frame and one of the method at its first instruction apart.
    mv.visitInsn(Opcodes.NOP);
  }

  private void guardExits() {
    if (!method.hasExit()) {
      return;
    }
    for (int i = 0; i < method.returnCount(); i++) {
      Label start = new Label();
      Label end = new Label();
      siteStarts.add(start);
      siteEnds.add(end);
      guard(start, end, exitGuard);
    }
  }

  private void guard(Label start, Label end, Label handler) {
    mv.visitTryCatchBlock(start, end, handler, THROWABLE);
    guards++;
  }

  private void enterAllGuarded() {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    guard(start, end, handler);
    mv.visitLabel(start);
    enterAll();
    mv.visitLabel(end);
    mv.visitJumpInsn(Opcodes.GOTO, body);
    mv.visitLabel(handler);
    frame(argumentFrame(), THROWABLE);
    mv.visitInsn(Opcodes.POP);
    mv.visitLabel(body);
    frame(argumentFrame(), null);
  }

  private boolean hasEnter() {
    for (AdvicePlan plan : method.advice()) {
      if (plan.enter() != null) {
        return true;
      }
    }
    return false;
  }

  private void enterAll() {
    for (AdvicePlan plan : method.advice()) {
      AdviceCall enter = plan.enter();
      if (enter != null) {
        calls.enter(plan, enter);
      }
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN || !method.hasExit()) {
      super.visitInsn(opcode);
      return;
    }
    if (locals.returned() >= 0) {
      mv.visitVarInsn(method.returns().getOpcode(Opcodes.ISTORE), locals.returned());
    }
    mv.visitLabel(siteStarts.get(returnsSeen));
    exitAll(-1);
    mv.visitLabel(siteEnds.get(returnsSeen++));
    returnValue();
  }

  private void returnValue() {
    if (locals.returned() >= 0) {
      mv.visitVarInsn(method.returns().getOpcode(Opcodes.ILOAD), locals.returned());
    }
    mv.visitInsn(method.returns().getOpcode(Opcodes.IRETURN));
  }

  /** Innermost first. */
  private void exitAll(int thrown) {
    List<AdvicePlan> advice = method.advice();
    for (int i = advice.size() - 1; i >= 0; i--) {
      AdvicePlan plan = advice.get(i);
      AdviceCall exit = plan.exit();
      if (exit != null && (thrown < 0 || plan.exitOnThrowable())) {
        calls.exit(plan, exit, thrown);
      }
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label bodyEnd = new Label();
    mv.visitLabel(bodyEnd);
    if (returnsSeen > 0) {
      mv.visitLabel(exitGuard);
      frame(emptyFrame(), THROWABLE);
      mv.visitInsn(Opcodes.POP);
      returnValue();
    }
    if (method.hasExitOnThrowable()) {
      catchAll(bodyEnd);
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  private void catchAll(Label bodyEnd) {
    int thrown = locals.end();
    Label handler = new Label();
    Label start = new Label();
    Label end = new Label();
    Label guard = new Label();
    mv.visitTryCatchBlock(body, bodyEnd, handler, THROWABLE);
    mv.visitTryCatchBlock(start, end, guard, THROWABLE);
    mv.visitLabel(handler);
    frame(emptyFrame(), THROWABLE);
    mv.visitVarInsn(Opcodes.ASTORE, thrown);
    mv.visitLabel(start);
    exitAll(thrown);
    mv.visitLabel(end);
    mv.visitVarInsn(Opcodes.ALOAD, thrown);
    mv.visitInsn(Opcodes.ATHROW);
    mv.visitLabel(guard);
    List<Object> withThrown = emptyFrame();
    withThrown.add(THROWABLE);
    frame(withThrown, THROWABLE);
    mv.visitInsn(Opcodes.POP);
    mv.visitVarInsn(Opcodes.ALOAD, thrown);
    mv.visitInsn(Opcodes.ATHROW);
  }

  @Override
  public void visitFrame(int type, int localCount, Object[] local, int stackCount, Object[] stack) {
    // Only expanded frames arrive: see ClassWeaver.
    List<Object> all = new ArrayList<>(localCount + locals.frameTypes().size());
    int slots = 0;
    for (int i = 0; i < localCount; i++) {
      all.add(local[i]);
      slots += slotsOf(local[i]);
    }
    pad(all, slots);
    all.addAll(locals.frameTypes());
    mv.visitFrame(Opcodes.F_NEW, all.size(), all.toArray(), stackCount, stack);
  }

  private void frame(List<Object> all, @Nullable String onStack) {
    if (method.hasFrames()) {
      Object[] stack = onStack == null ? new Object[0] : new Object[] {onStack};
      mv.visitFrame(Opcodes.F_NEW, all.size(), all.toArray(), stack.length, stack);
    }
  }

  /** The frame on entry, behind the first values of our locals. */
  private List<Object> argumentFrame() {
    List<Object> all = new ArrayList<>();
    int slots = 0;
    if (!method.isStatic()) {
      all.add(method.isConstructor() ? Opcodes.UNINITIALIZED_THIS : method.owner());
      slots++;
    }
    for (Type argument : method.arguments()) {
      all.add(Values.frameType(argument));
      slots += argument.getSize();
    }
    pad(all, slots);
    all.addAll(locals.frameTypes());
    return all;
  }

  /** The frame that every place of the body agrees with: nothing of the method's, all of ours. */
  private List<Object> emptyFrame() {
    List<Object> all = new ArrayList<>();
    pad(all, 0);
    all.addAll(locals.frameTypes());
    return all;
  }

  private void pad(List<Object> all, int slots) {
    for (int i = slots; i < method.maxLocals(); i++) {
      all.add(Opcodes.TOP);
    }
  }

  private static int slotsOf(Object frameType) {
    return frameType == Opcodes.LONG || frameType == Opcodes.DOUBLE ? 2 : 1;
  }

  @Override
  public @Nullable AnnotationVisitor visitTryCatchAnnotation(
      int typeRef, @Nullable TypePath typePath, String descriptor, boolean visible) {
    int index = new TypeReference(typeRef).getTryCatchBlockIndex() + guards;
    int moved = TypeReference.newTryCatchReference(index).getValue();
    return super.visitTryCatchAnnotation(moved, typePath, descriptor, visible);
  }
}
