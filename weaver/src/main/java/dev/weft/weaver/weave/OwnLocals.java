package dev.weft.weaver.weave;

import dev.weft.weaver.plan.AdvicePlan;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The local variables that weaving adds, behind those of the method: one enter answer per advice,
 * the returned value, and copies of what exit calls take, since the method may overwrite its
 * arguments, even with values of other types. All are set before the body starts, so that every
 * frame of the method can name them.
 */
final class OwnLocals {
  private static final String OBJECT = "java/lang/Object";

  private final WovenMethod method;
  private final List<Object> frameTypes = new ArrayList<>();
  private final int[] copies;
  private final int thisCopy;
  private final int returned;
  private int next;

  OwnLocals(WovenMethod method) {
    this.method = method;
    this.next = method.maxLocals();
    for (int i = 0; i < method.advice().size(); i++) {
      reserve(OBJECT, 1);
    }
    Type type = method.returns();
    this.returned = !method.exits().isEmpty() && type != Type.VOID_TYPE ? reserve(type) : -1;
    this.thisCopy =
        method.exitNeedsThis() && !method.isStatic() && !method.isConstructor()
            ? reserve(method.owner(), 1)
            : -1;
    this.copies = new int[method.arguments().length];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = method.exitNeedsArgument(i) ? reserve(method.arguments()[i]) : -1;
    }
  }

  private int reserve(Type type) {
    return reserve(Values.frameType(type), type.getSize());
  }

  private int reserve(Object frameType, int size) {
    frameTypes.add(frameType);
    int slot = next;
    next += size;
    return slot;
  }

  /** The slot of the answer of the enter call of the n-th advice. */
  int answer(AdvicePlan plan) {
    return method.maxLocals() + method.advice().indexOf(plan);
  }

  /** The slot of the returned value, or -1 for void. */
  int returned() {
    return returned;
  }

  /** The first free slot behind all of these. */
  int end() {
    return next;
  }

  /** The frame's view of these locals, in order. */
  List<Object> frameTypes() {
    return frameTypes;
  }

  /** Loads the instance as an exit call sees it; null if a constructor has overwritten it. */
  void loadThis(MethodVisitor code) {
    if (thisCopy >= 0) {
      code.visitVarInsn(Opcodes.ALOAD, thisCopy);
    } else if (method.overwritesThis()) {
      code.visitInsn(Opcodes.ACONST_NULL);
    } else {
      code.visitVarInsn(Opcodes.ALOAD, 0);
    }
  }

  /** Loads an argument, unboxed, as it was on entry. */
  void loadArgument(MethodVisitor code, int index) {
    code.visitVarInsn(method.arguments()[index].getOpcode(Opcodes.ILOAD), copies[index]);
  }

  /** Gives exit calls an argument's new value, which the method sees as the one on entry. */
  void copyArgument(MethodVisitor code, int index, int slot) {
    if (copies[index] >= 0) {
      Type type = method.arguments()[index];
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
      code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), copies[index]);
    }
  }

  /** Gives every local its first value. */
  void initialize(MethodVisitor code) {
    for (AdvicePlan plan : method.advice()) {
      code.visitInsn(Opcodes.ACONST_NULL);
      code.visitVarInsn(Opcodes.ASTORE, answer(plan));
    }
    if (returned >= 0) {
      Values.zero(code, method.returns());
      code.visitVarInsn(method.returns().getOpcode(Opcodes.ISTORE), returned);
    }
    if (thisCopy >= 0) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ASTORE, thisCopy);
    }
    int slot = method.isStatic() ? 0 : 1;
    for (int i = 0; i < copies.length; i++) {
      copyArgument(code, i, slot);
      slot += method.arguments()[i].getSize();
    }
  }
}
