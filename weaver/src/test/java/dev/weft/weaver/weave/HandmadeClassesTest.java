package dev.weft.weaver.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.objectweb.asm.Opcodes.*;

import dev.weft.weaver.plan.AdvicePlan;
import dev.weft.weaver.plan.Assignment;
import dev.weft.weaver.plan.Binding;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Shapes of code that the JVM accepts and javac never makes. */
class HandmadeClassesTest {
  private static final AdvicePlan PLAN =
      Recorder.advice(
          List.of(Binding.argument(0)),
          List.of(
              Binding.argument(0),
              Binding.of(Binding.Kind.RETURN),
              Binding.of(Binding.Kind.THROWN)));

  private final Recorder recorder = new Recorder();
  private Set<String> tooLarge = Set.of();

  @BeforeEach
  @SuppressWarnings({"unchecked", "rawtypes"})
  void link() throws Exception {
    TestBridge.define();
    TestBridge.link(recorder);
    Function[] sites = {null, recorder.oldSite(Recorder.ENTER), recorder.oldSite(Recorder.EXIT)};
    TestBridge.sites(sites);
  }

  @AfterEach
  void unlink() throws Exception {
    TestBridge.link(null);
    TestBridge.sites(null);
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_1, V1_2, V1_3, V1_4, V1_5, V1_6, V1_7, V1_8, V11, V17})
  void weavesEveryClassFileVersion(int version) throws Exception {
    Method method =
        woven(
            version,
            PLAN,
            code -> {
              code.visitVarInsn(ILOAD, 0);
              code.visitInsn(IRETURN);
              code.visitMaxs(1, 1);
            });
    assertThat(method.invoke(null, 7)).isEqualTo(7);
    assertThat(recorder.calls)
        .containsExactly(List.of(Recorder.ENTER, 7), Arrays.asList(Recorder.EXIT, 7, 7, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_1, V1_4, V1_6})
  void weavesSubroutines(int version) throws Exception {
    Method method =
        woven(
            version,
            PLAN,
            code -> {
              Label subroutine = new Label();
              code.visitJumpInsn(JSR, subroutine);
              code.visitJumpInsn(JSR, subroutine);
              code.visitVarInsn(ILOAD, 0);
              code.visitInsn(IRETURN);
              code.visitLabel(subroutine);
              code.visitVarInsn(ASTORE, 1);
              code.visitIincInsn(0, 1);
              code.visitVarInsn(RET, 1);
              code.visitMaxs(1, 2);
            });
    assertThat(method.invoke(null, 1)).isEqualTo(3);
    assertThat(recorder.calls.get(1)).isEqualTo(Arrays.asList(Recorder.EXIT, 1, 3, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_5, V17})
  void returnsWithMoreOnTheStack(int version) throws Exception {
    Consumer<MethodVisitor> body =
        code -> {
          code.visitInsn(LCONST_1);
          code.visitLdcInsn("below");
          code.visitVarInsn(ILOAD, 0);
          code.visitInsn(IRETURN);
          code.visitMaxs(4, 1);
        };
    AdvicePlan replacing =
        new AdvicePlan(
            "unused",
            null,
            Recorder.exit(List.of(), new Assignment(Assignment.RETURNED, -1)),
            true);
    recorder.answer = call -> 5;
    assertThat(woven(version, replacing, body).invoke(null, 4)).isEqualTo(5);
    recorder.answer = call -> "no number";
    assertThat(woven(version, replacing, body).invoke(null, 4)).isEqualTo(4);
    recorder.answer =
        call -> {
          throw new StackOverflowError();
        };
    assertThat(woven(version, replacing, body).invoke(null, 4)).isEqualTo(4);
  }

  @Test
  void aFailingExitTakesNoOtherAlong() throws Exception {
    AdvicePlan outer = new AdvicePlan("unused", null, Recorder.exit(List.of()), true);
    recorder.answer =
        call -> {
          throw new StackOverflowError();
        };
    byte[] classFile =
        method(
            V17,
            code -> {
              code.visitVarInsn(ILOAD, 0);
              code.visitInsn(IRETURN);
              code.visitMaxs(1, 1);
            });
    assertThat(load(classFile, outer, PLAN).invoke(null, 1)).isEqualTo(1);
    assertThat(recorder.calls)
        .containsExactly(
            List.of(Recorder.ENTER, 1),
            Arrays.asList(Recorder.EXIT, 1, 1, null),
            List.of(Recorder.EXIT));
  }

  @Test
  void argumentsMayBeOverwrittenByOtherTypes() throws Exception {
    Method method =
        woven(
            V17,
            PLAN,
            code -> {
              code.visitLdcInsn("text");
              code.visitVarInsn(ASTORE, 0);
              Label loop = new Label();
              code.visitLabel(loop);
              code.visitFrame(F_NEW, 1, new Object[] {"java/lang/String"}, 0, new Object[0]);
              code.visitVarInsn(ALOAD, 0);
              code.visitJumpInsn(IFNULL, loop);
              code.visitInsn(ICONST_2);
              code.visitInsn(IRETURN);
              code.visitMaxs(1, 1);
            });
    assertThat(method.invoke(null, 9)).isEqualTo(2);
    assertThat(recorder.calls.get(1)).isEqualTo(Arrays.asList(Recorder.EXIT, 9, 2, null));
  }

  @Test
  void constructorsMayOverwriteTheirInstanceAndIgnoreWrongAnswers() throws Exception {
    AdvicePlan plan =
        new AdvicePlan(
            "unused",
            Recorder.enter(List.of(), new Assignment(0, -1)),
            Recorder.exit(List.of(Binding.of(Binding.Kind.THIS), Binding.argument(0))),
            false);
    recorder.answer = call -> "no number";
    ClassWriter writer = start(V17);
    MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "<init>", "(I)V", null, null);
    code.visitCode();
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    code.visitInsn(ICONST_0);
    code.visitVarInsn(ISTORE, 0);
    code.visitInsn(RETURN);
    code.visitMaxs(1, 2);
    Constructor<?> constructor =
        define(weave(writer.toByteArray(), plan)).getConstructor(int.class);
    constructor.newInstance(3);
    assertThat(recorder.calls.get(1)).isEqualTo(Arrays.asList(Recorder.EXIT, null, 3));
  }

  @Test
  void leavesAMethodAloneThatHasNoRoomForCalls() throws Exception {
    byte[] woven =
        weave(
            method(
                V17,
                code -> {
                  for (int i = 0; i < 65_530; i++) {
                    code.visitInsn(NOP);
                  }
                  code.visitVarInsn(ILOAD, 0);
                  code.visitInsn(IRETURN);
                  code.visitMaxs(1, 1);
                }),
            PLAN);
    assertThat(woven).isNull();
    assertThat(tooLarge).containsExactly("run(I)I");
  }

  @Test
  void widensJumpsThatGrowTooLong() throws Exception {
    Method method =
        woven(
            V17,
            PLAN,
            code -> {
              Label end = new Label();
              code.visitVarInsn(ILOAD, 0);
              code.visitJumpInsn(IFEQ, end);
              for (int i = 0; i < 32_755; i++) {
                code.visitInsn(NOP);
              }
              code.visitInsn(ICONST_1);
              code.visitInsn(IRETURN);
              code.visitLabel(end);
              code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 0, new Object[0]);
              code.visitInsn(ICONST_2);
              code.visitInsn(IRETURN);
              code.visitMaxs(1, 1);
            });
    assertThat(method.invoke(null, 0)).isEqualTo(2);
    assertThat(method.invoke(null, 1)).isEqualTo(1);
  }

  private Method woven(int version, AdvicePlan plan, Consumer<MethodVisitor> body)
      throws Exception {
    return load(method(version, body), plan);
  }

  private Method load(byte[] classFile, AdvicePlan... plans) throws Exception {
    return define(weave(classFile, plans)).getMethod("run", int.class);
  }

  private static byte[] method(int version, Consumer<MethodVisitor> body) {
    ClassWriter writer = start(version);
    MethodVisitor code = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "run", "(I)I", null, null);
    code.visitCode();
    body.accept(code);
    return writer.toByteArray();
  }

  private static ClassWriter start(int version) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(version, ACC_PUBLIC | ACC_SUPER, "Handmade", null, "java/lang/Object", null);
    return writer;
  }

  private byte[] weave(byte[] classFile, AdvicePlan... plans) {
    ClassWeaver weaver =
        new ClassWeaver((access, name, descriptor) -> List.of(plans), handle -> handle);
    byte[] woven = weaver.weave(classFile);
    tooLarge = weaver.tooLarge();
    return woven;
  }

  private Class<?> define(byte[] classFile) throws ClassNotFoundException {
    return new WovenLoader(getClass().getClassLoader())
        .with("Handmade", classFile)
        .loadClass("Handmade");
  }
}
