package dev.weft.weaver.weave;

import dev.weft.weaver.plan.AdviceCall;
import dev.weft.weaver.plan.AdvicePlan;
import dev.weft.weaver.plan.Assignment;
import dev.weft.weaver.plan.Binding;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes single calls to advice: the values, the call, and what its answer replaces. */
final class CallWriter {
  /** In place of a slot, where the method returned. */
  static final int NOTHING_THROWN = -1;

  private static final String BRIDGE = "java/lang/WeftBridge";
  private static final String OBJECT = "java/lang/Object";
  private static final Handle LINK =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          BRIDGE,
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
              + "Ljava/lang/invoke/MethodType;I)Ljava/lang/invoke/CallSite;",
          false);

  private final MethodVisitor code;
  private final WovenMethod method;
  private final OwnLocals locals;
  private final Frames frames;
  private final SiteAllocator sites;

  CallWriter(
      MethodVisitor code,
      WovenMethod method,
      OwnLocals locals,
      Frames frames,
      SiteAllocator sites) {
    this.code = code;
    this.method = method;
    this.locals = locals;
    this.frames = frames;
    this.sites = sites;
  }

  /** An upper bound of what the calls need on the operand stack. */
  int stackSize() {
    int bindings = 0;
    for (AdvicePlan plan : method.advice()) {
      AdviceCall enter = plan.enter();
      AdviceCall exit = plan.exit();
      bindings = Math.max(bindings, enter == null ? 0 : enter.bindings().size());
      bindings = Math.max(bindings, exit == null ? 0 : exit.bindings().size());
    }
    // Above the bound values: array, array, index of both levels, and a long to be boxed.
    return bindings + 10;
  }

  /** Calls the advice on entry, keeps its answer, replaces arguments. */
  void enter(AdvicePlan plan, AdviceCall call) {
    int answer = locals.answer(plan);
    call(plan, call, NOTHING_THROWN);
    code.visitVarInsn(Opcodes.ASTORE, answer);
    for (Assignment assignment : call.assignments()) {
      int target = assignment.target();
      if (target >= 0 && target < method.arguments().length) {
        replaceArgument(assignment, answer, target);
      }
    }
  }

  private void replaceArgument(Assignment assignment, int answer, int target) {
    Type type = method.arguments()[target];
    int value = locals.end();
    Label keep = new Label();
    code.visitVarInsn(Opcodes.ALOAD, answer);
    Values.push(code, assignment.element());
    code.visitInsn(Opcodes.ACONST_NULL);
    replacement();
    code.visitVarInsn(Opcodes.ASTORE, value);
    // An answer of another type replaces nothing, and neither does null.
    code.visitVarInsn(Opcodes.ALOAD, value);
    code.visitTypeInsn(Opcodes.INSTANCEOF, Values.objectType(type));
    code.visitJumpInsn(Opcodes.IFEQ, keep);
    code.visitVarInsn(Opcodes.ALOAD, value);
    Values.unbox(code, type);
    code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slotOf(target));
    locals.copyArgument(code, target, slotOf(target));
    code.visitLabel(keep);
    frames.onEntry(null);
    // Keeps this frame and the next one apart.
    code.visitInsn(Opcodes.NOP);
  }

  /**
   * Calls the advice on exit, and replaces the returned value.
   *
   * @param thrown the slot of what the method threw, or {@link #NOTHING_THROWN}
   */
  void exit(AdvicePlan plan, int thrown) {
    AdviceCall call = plan.exit();
    if (call == null) {
      return;
    }
    call(plan, call, thrown);
    List<Assignment> assignments = call.assignments();
    if (assignments.isEmpty() || thrown >= 0 || locals.returned() < 0) {
      code.visitInsn(Opcodes.POP);
    } else {
      // On exit nothing but the returned value can be replaced, and only once.
      replaceReturned(assignments.get(0));
    }
  }

  /**
   * Without a branch, and so without a frame: what lies below on the operand stack is not known
   * here. An answer of a wrong type fails the cast, and the guard goes on with the value as it was.
   */
  private void replaceReturned(Assignment assignment) {
    Type type = method.returns();
    Values.push(code, assignment.element());
    code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), locals.returned());
    Values.box(code, type);
    replacement();
    Values.unbox(code, type);
    code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), locals.returned());
  }

  private void replacement() {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        BRIDGE,
        "replacement",
        "(Ljava/lang/Object;ILjava/lang/Object;)Ljava/lang/Object;",
        false);
  }

  private void call(AdvicePlan plan, AdviceCall call, int thrown) {
    List<Binding> bindings = call.bindings();
    boolean exit = call == plan.exit();
    if (method.hasIndy()) {
      for (Binding binding : bindings) {
        load(binding, plan, exit, thrown);
      }
      code.visitInvokeDynamicInsn(
          exit ? "exit" : "enter", erased(bindings.size()), LINK, call.handle());
      return;
    }
    Values.push(code, sites.site(call.handle()));
    Values.push(code, bindings.size());
    code.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
    for (int i = 0; i < bindings.size(); i++) {
      code.visitInsn(Opcodes.DUP);
      Values.push(code, i);
      load(bindings.get(i), plan, exit, thrown);
      code.visitInsn(Opcodes.AASTORE);
    }
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, BRIDGE, "call", "(I[Ljava/lang/Object;)Ljava/lang/Object;", false);
  }

  private static String erased(int parameters) {
    StringBuilder descriptor = new StringBuilder(parameters * 18 + 20).append('(');
    for (int i = 0; i < parameters; i++) {
      descriptor.append("Ljava/lang/Object;");
    }
    return descriptor.append(")Ljava/lang/Object;").toString();
  }

  private void load(Binding binding, AdvicePlan plan, boolean exit, int thrown) {
    switch (binding.kind()) {
      case THIS:
        loadThis(exit);
        break;
      case ARGUMENT:
        loadArgument(binding.index(), exit);
        break;
      case ALL_ARGUMENTS:
        loadAllArguments(exit);
        break;
      case RETURN:
        if (thrown >= 0 || locals.returned() < 0) {
          code.visitInsn(Opcodes.ACONST_NULL);
        } else {
          code.visitVarInsn(method.returns().getOpcode(Opcodes.ILOAD), locals.returned());
          Values.box(code, method.returns());
        }
        break;
      case THROWN:
        if (thrown >= 0) {
          code.visitVarInsn(Opcodes.ALOAD, thrown);
        } else {
          code.visitInsn(Opcodes.ACONST_NULL);
        }
        break;
      case ENTER:
        code.visitVarInsn(Opcodes.ALOAD, locals.answer(plan));
        break;
      case METHOD_NAME:
        code.visitLdcInsn(method.name());
        break;
      case DECLARING_CLASS:
        if (method.hasClassConstants()) {
          code.visitLdcInsn(Type.getObjectType(method.owner()));
        } else {
          code.visitInsn(Opcodes.ACONST_NULL);
        }
        break;
    }
  }

  private void loadThis(boolean exit) {
    if (method.isStatic() || method.isConstructor() && !exit) {
      code.visitInsn(Opcodes.ACONST_NULL);
    } else if (exit) {
      locals.loadThis(code);
    } else {
      code.visitVarInsn(Opcodes.ALOAD, 0);
    }
  }

  private void loadArgument(int index, boolean exit) {
    if (index >= method.arguments().length) {
      code.visitInsn(Opcodes.ACONST_NULL);
      return;
    }
    Type type = method.arguments()[index];
    if (exit) {
      locals.loadArgument(code, index);
    } else {
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slotOf(index));
    }
    Values.box(code, type);
  }

  private void loadAllArguments(boolean exit) {
    int count = method.arguments().length;
    Values.push(code, count);
    code.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
    for (int i = 0; i < count; i++) {
      code.visitInsn(Opcodes.DUP);
      Values.push(code, i);
      loadArgument(i, exit);
      code.visitInsn(Opcodes.AASTORE);
    }
  }

  private int slotOf(int argument) {
    int slot = method.isStatic() ? 0 : 1;
    for (int i = 0; i < argument; i++) {
      slot += method.arguments()[i].getSize();
    }
    return slot;
  }
}
