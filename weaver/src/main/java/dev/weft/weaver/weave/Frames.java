package dev.weft.weaver.weave;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes stack-map frames that name our own locals behind those of the method. */
final class Frames {
  private static final Object[] EMPTY = {};

  private final MethodVisitor code;
  private final WovenMethod method;
  private final OwnLocals locals;

  Frames(MethodVisitor code, WovenMethod method, OwnLocals locals) {
    this.code = code;
    this.method = method;
    this.locals = locals;
  }

  /** A frame before the body: the arguments are in their places. */
  void onEntry(@Nullable String onStack) {
    List<Object> types = new ArrayList<>();
    if (!method.isStatic()) {
      types.add(method.isConstructor() ? Opcodes.UNINITIALIZED_THIS : method.owner());
    }
    for (Type argument : method.arguments()) {
      types.add(Values.frameType(argument));
    }
    write(types, null, onStack);
  }

  /** A frame that every place of the body agrees with: nothing of the method's, all of ours. */
  void anywhere(String onStack) {
    write(new ArrayList<>(), null, onStack);
  }

  /** The same, with what the method threw behind our locals. */
  void afterThrow(String onStack) {
    write(new ArrayList<>(), "java/lang/Throwable", onStack);
  }

  /** A frame of the method's own, expanded. */
  void ofBody(int localCount, Object[] local, int stackCount, Object[] stack) {
    List<Object> types = new ArrayList<>(localCount + locals.frameTypes().size());
    for (int i = 0; i < localCount; i++) {
      types.add(local[i]);
    }
    complete(types);
    code.visitFrame(Opcodes.F_NEW, types.size(), types.toArray(), stackCount, stack);
  }

  private void write(List<Object> types, @Nullable String last, @Nullable String onStack) {
    if (!method.hasFrames()) {
      return;
    }
    complete(types);
    if (last != null) {
      types.add(last);
    }
    Object[] stack = onStack == null ? EMPTY : new Object[] {onStack};
    code.visitFrame(Opcodes.F_NEW, types.size(), types.toArray(), stack.length, stack);
  }

  private void complete(List<Object> types) {
    int slots = types.size();
    for (Object type : types) {
      if (type == Opcodes.LONG || type == Opcodes.DOUBLE) {
        slots++;
      }
    }
    for (int i = slots; i < method.maxLocals(); i++) {
      types.add(Opcodes.TOP);
    }
    types.addAll(locals.frameTypes());
  }
}
