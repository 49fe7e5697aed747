package dev.weft.weaver.weave;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Instructions and frame entries by type. */
final class Values {
  private Values() {}

  /** How a stack-map frame names a local variable of this type. */
  static Object frameType(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.OBJECT:
      case Type.ARRAY:
        return type.getInternalName();
      default:
        return Opcodes.INTEGER;
    }
  }

  /** Pushes the zero, or null, of this type. */
  static void zero(MethodVisitor code, Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        code.visitInsn(Opcodes.LCONST_0);
        break;
      case Type.DOUBLE:
        code.visitInsn(Opcodes.DCONST_0);
        break;
      case Type.FLOAT:
        code.visitInsn(Opcodes.FCONST_0);
        break;
      case Type.OBJECT:
      case Type.ARRAY:
        code.visitInsn(Opcodes.ACONST_NULL);
        break;
      default:
        code.visitInsn(Opcodes.ICONST_0);
    }
  }

  /** Turns the value on the stack into an object. */
  static void box(MethodVisitor code, Type type) {
    if (isPrimitive(type)) {
      String box = boxOf(type);
      String descriptor = "(" + type.getDescriptor() + ")L" + box + ";";
      code.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", descriptor, false);
    }
  }

  /** Turns the object on the stack into a value of this type. */
  static void unbox(MethodVisitor code, Type type) {
    code.visitTypeInsn(Opcodes.CHECKCAST, objectType(type));
    if (isPrimitive(type)) {
      String getter = type.getClassName() + "Value";
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, boxOf(type), getter, "()" + type.getDescriptor(), false);
    }
  }

  /** The internal name of the type, or of its box. */
  static String objectType(Type type) {
    return isPrimitive(type) ? boxOf(type) : type.getInternalName();
  }

  /** Pushes an int constant by the shortest instruction. */
  static void push(MethodVisitor code, int value) {
    if (value >= -1 && value <= 5) {
      code.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
      code.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
      code.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      code.visitLdcInsn(value);
    }
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() >= Type.BOOLEAN && type.getSort() <= Type.DOUBLE;
  }

  private static String boxOf(Type type) {
    switch (type.getSort()) {
      case Type.BOOLEAN:
        return "java/lang/Boolean";
      case Type.CHAR:
        return "java/lang/Character";
      case Type.BYTE:
        return "java/lang/Byte";
      case Type.SHORT:
        return "java/lang/Short";
      case Type.INT:
        return "java/lang/Integer";
      case Type.FLOAT:
        return "java/lang/Float";
      case Type.LONG:
        return "java/lang/Long";
      default:
        return "java/lang/Double";
    }
  }
}
