package dev.weft.weaver.weave;

import dev.weft.weaver.plan.AdvicePlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The first pass: which methods are woven, and what the second must know of them beforehand. */
final class ClassScan extends ClassVisitor {
  private final MethodSelector selector;
  private final Map<String, WovenMethod> methods = new HashMap<>();
  private String owner = "";
  private int version;

  ClassScan(MethodSelector selector) {
    super(Opcodes.ASM9);
    this.selector = selector;
  }

  /** The woven methods by name and descriptor. */
  Map<String, WovenMethod> methods() {
    return methods;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    this.version = version & 0xFFFF;
    this.owner = name;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
      return null;
    }
    List<AdvicePlan> advice = selector.advice(access, name, descriptor);
    if (advice.isEmpty()) {
      return null;
    }
    WovenMethod method = new WovenMethod(owner, version, access, name, descriptor, advice);
    methods.put(name + descriptor, method);
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
          method.countReturn();
        }
      }

      @Override
      public void visitVarInsn(int opcode, int variable) {
        if (variable == 0 && opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
          method.overwriteThis();
        }
      }

      @Override
      public void visitMaxs(int maxStack, int maxLocals) {
        method.maxLocals(maxLocals);
      }
    };
  }
}
