package dev.weft.weaver.compile;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.plan.Binding;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Adds to an advice class, made public, what woven code calls: {@code public static Object
 * weft$enter(Object, …)} that casts and unboxes, calls the advice, and reports what it throws.
 * Adapters of an earlier run are replaced.
 */
final class AdapterWriter extends ClassVisitor {
  static final String PREFIX = "weft$";

  private static final String FAILURES = "dev/weft/weaver/link/AdviceFailures";
  private static final String THROWABLE = "java/lang/Throwable";

  private final AdviceClass advice;
  private final String module;

  private AdapterWriter(ClassVisitor next, AdviceClass advice, String module) {
    super(Opcodes.ASM9, next);
    this.advice = advice;
    this.module = module;
  }

  static byte[] adapt(byte[] classFile, AdviceClass advice, InstrumentationModule module) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    new ClassReader(classFile).accept(new AdapterWriter(writer, advice, module.name()), 0);
    return writer.toByteArray();
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    super.visit(version, access | Opcodes.ACC_PUBLIC, name, signature, superName, interfaces);
  }

  @Override
  public void visitInnerClass(
      String name, @Nullable String outerName, @Nullable String innerName, int access) {
    boolean itself = name.equals(advice.internalName());
    int opened = access & ~(Opcodes.ACC_PRIVATE | Opcodes.ACC_PROTECTED) | Opcodes.ACC_PUBLIC;
    super.visitInnerClass(name, outerName, innerName, itself ? opened : access);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return name.startsWith(PREFIX)
        ? null
        : super.visitMethod(access, name, descriptor, signature, exceptions);
  }

  @Override
  public void visitEnd() {
    AdviceMethod enter = advice.enter();
    AdviceMethod exit = advice.exit();
    if (enter != null) {
      adapter(enter);
    }
    if (exit != null) {
      adapter(exit);
    }
    super.visitEnd();
  }

  private void adapter(AdviceMethod method) {
    StringBuilder descriptor = new StringBuilder("(");
    for (int i = 0; i < method.bindings().size(); i++) {
      descriptor.append("Ljava/lang/Object;");
    }
    MethodVisitor code =
        super.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
            method.adapter(),
            descriptor.append(")Ljava/lang/Object;").toString(),
            null,
            null);
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    code.visitCode();
    code.visitTryCatchBlock(start, end, handler, THROWABLE);
    code.visitLabel(start);
    defaultMissingPrimitives(code, method);
    call(code, method.description());
    code.visitInsn(Opcodes.ARETURN);
    code.visitLabel(end);
    code.visitLabel(handler);
    code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {THROWABLE});
    code.visitLdcInsn(module);
    code.visitInsn(Opcodes.SWAP);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        FAILURES,
        "report",
        "(Ljava/lang/String;Ljava/lang/Throwable;)V",
        false);
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** A primitive has no null: where nothing was returned or answered on entry, it is zero. */
  private static void defaultMissingPrimitives(MethodVisitor code, AdviceMethod method) {
    for (int i = 0; i < method.bindings().size(); i++) {
      Binding.Kind kind = method.bindings().get(i).kind();
      TypeDescription type = method.description().getParameters().get(i).getType().asErasure();
      if (type.isPrimitive() && (kind == Binding.Kind.RETURN || kind == Binding.Kind.ENTER)) {
        Label present = new Label();
        code.visitVarInsn(Opcodes.ALOAD, i);
        code.visitJumpInsn(Opcodes.IFNONNULL, present);
        code.visitInsn(zero(Type.getType(type.getDescriptor())));
        box(code, type);
        code.visitVarInsn(Opcodes.ASTORE, i);
        code.visitLabel(present);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      }
    }
  }

  private static int zero(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LCONST_0;
      case Type.FLOAT:
        return Opcodes.FCONST_0;
      case Type.DOUBLE:
        return Opcodes.DCONST_0;
      default:
        return Opcodes.ICONST_0;
    }
  }

  private static void call(MethodVisitor code, MethodDescription method) {
    for (int i = 0; i < method.getParameters().size(); i++) {
      code.visitVarInsn(Opcodes.ALOAD, i);
      cast(code, method.getParameters().get(i).getType().asErasure());
    }
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        method.getDeclaringType().asErasure().getInternalName(),
        method.getInternalName(),
        method.getDescriptor(),
        false);
    TypeDescription answer = method.getReturnType().asErasure();
    if (answer.represents(void.class)) {
      code.visitInsn(Opcodes.ACONST_NULL);
    } else if (answer.isPrimitive()) {
      box(code, answer);
    }
  }

  private static void cast(MethodVisitor code, TypeDescription type) {
    if (type.isPrimitive()) {
      String boxed = type.asBoxed().getInternalName();
      code.visitTypeInsn(Opcodes.CHECKCAST, boxed);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          boxed,
          type.getName() + "Value",
          "()" + type.getDescriptor(),
          false);
    } else if (!type.represents(Object.class)) {
      code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    }
  }

  private static void box(MethodVisitor code, TypeDescription type) {
    String boxed = type.asBoxed().getInternalName();
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        boxed,
        "valueOf",
        "(" + type.getDescriptor() + ")L" + boxed + ";",
        false);
  }
}
