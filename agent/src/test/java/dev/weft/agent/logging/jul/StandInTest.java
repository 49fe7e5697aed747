package dev.weft.agent.logging.jul;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The packaged jar refers to this package where its dependencies refer to java.util.logging. */
class StandInTest {
  private static final String JUL = "java/util/logging/";

  @Test
  void hasEveryMemberThatTheDependenciesUse() throws IOException {
    Set<String> used = new TreeSet<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = new File(path).getName();
      if (name.startsWith("opentelemetry-") && name.endsWith(".jar")) {
        collect(path, used);
      }
    }

    assertThat(used).contains("Logger.getLogger(Ljava/lang/String;)L" + JUL + "Logger;");
    assertThat(used).allSatisfy(member -> assertThat(isThere(member)).as(member).isTrue());
  }

  private static void collect(String path, Set<String> used) throws IOException {
    try (JarFile jar = new JarFile(path)) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().endsWith(".class")) {
          try (InputStream input = jar.getInputStream(entry)) {
            new ClassReader(input).accept(new Members(used), ClassReader.SKIP_FRAMES);
          }
        }
      }
    }
  }

  private static boolean isThere(String member) throws ClassNotFoundException {
    int dot = member.indexOf('.');
    Class<?> type = Class.forName(Logger.class.getPackageName() + "." + member.substring(0, dot));
    String rest = member.substring(dot + 1);
    for (java.lang.reflect.Method method : type.getMethods()) {
      String signature = method.getName() + Type.getMethodDescriptor(method);
      if (signature.replace("dev/weft/agent/logging/jul/", JUL).equals(rest)) {
        return true;
      }
    }
    for (java.lang.reflect.Field field : type.getFields()) {
      if (rest.equals(field.getName())) {
        return true;
      }
    }
    return false;
  }

  private static final class Members extends ClassVisitor {
    private final Set<String> used;

    Members(Set<String> used) {
      super(Opcodes.ASM9);
      this.used = used;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
          add(owner, name + descriptor);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
          add(owner, name);
        }
      };
    }

    private void add(String owner, String member) {
      if (owner.startsWith(JUL)) {
        used.add(owner.substring(JUL.length()) + "." + member);
      }
    }
  }
}
