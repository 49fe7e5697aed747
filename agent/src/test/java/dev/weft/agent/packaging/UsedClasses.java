package dev.weft.agent.packaging;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The classes, by internal name, that the code of a class file cannot run without. */
final class UsedClasses extends ClassVisitor {
  private final Set<String> names = new HashSet<>();

  private UsedClasses() {
    super(Opcodes.ASM9);
  }

  static Set<String> of(byte[] classFile) {
    UsedClasses used = new UsedClasses();
    new ClassReader(classFile).accept(used, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return used.names;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    if (superName != null) {
      names.add(superName);
    }
    if (interfaces != null) {
      names.addAll(Set.of(interfaces));
    }
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new Code();
  }

  /** What instructions name. */
  private final class Code extends MethodVisitor {
    Code() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      addElement(owner);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      addElement(owner);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      addElement(type);
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof Type type && type.getSort() == Type.OBJECT) {
        names.add(type.getInternalName());
      }
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
      if (type != null) {
        names.add(type);
      }
    }

    private void addElement(String owner) {
      if (owner.startsWith("[")) {
        Type element = Type.getType(owner).getElementType();
        if (element.getSort() == Type.OBJECT) {
          names.add(element.getInternalName());
        }
      } else {
        names.add(owner);
      }
    }
  }
}
