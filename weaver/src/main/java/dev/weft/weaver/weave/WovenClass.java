package dev.weft.weaver.weave;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The second pass: hands the methods that are woven to a {@link MethodWeaver}. */
final class WovenClass extends ClassVisitor {
  private final Map<String, WovenMethod> methods;
  private final SiteAllocator sites;

  WovenClass(ClassWriter writer, Map<String, WovenMethod> methods, SiteAllocator sites) {
    super(Opcodes.ASM9, writer);
    this.methods = methods;
    this.sites = sites;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    WovenMethod method = methods.get(name + descriptor);
    boolean hasCode = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
    return method == null || next == null || !hasCode
        ? next
        : new MethodWeaver(next, method, sites);
  }
}
