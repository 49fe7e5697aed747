package dev.weft.weaver.weave;

import static dev.weft.weaver.plan.Binding.Kind.ALL_ARGUMENTS;
import static dev.weft.weaver.plan.Binding.Kind.DECLARING_CLASS;
import static dev.weft.weaver.plan.Binding.Kind.ENTER;
import static dev.weft.weaver.plan.Binding.Kind.METHOD_NAME;
import static dev.weft.weaver.plan.Binding.Kind.RETURN;
import static dev.weft.weaver.plan.Binding.Kind.THIS;
import static dev.weft.weaver.plan.Binding.Kind.THROWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import dev.weft.weaver.plan.AdvicePlan;
import dev.weft.weaver.plan.Binding;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Weaves every method of real classes, as Byte Buddy's own Advice does, and lets the JVM judge. */
class DifferentialTest {
  private static final int AT_LEAST = 5_000;
  private static final AdvicePlan ALL =
      Recorder.advice(
          List.of(of(DECLARING_CLASS), of(METHOD_NAME), of(THIS), of(ALL_ARGUMENTS)),
          List.of(
              of(DECLARING_CLASS),
              of(METHOD_NAME),
              of(ALL_ARGUMENTS),
              of(ENTER),
              of(RETURN),
              of(THROWN)));

  private int tooLarge;

  private static Binding of(Binding.Kind kind) {
    return Binding.of(kind);
  }

  @BeforeEach
  @SuppressWarnings({"unchecked", "rawtypes"})
  void link() throws Exception {
    TestBridge.define();
    CallTrace.clear();
    TestBridge.link(DifferentialTest::site);
    Function[] sites = {null, CallTrace.site(Recorder.ENTER), CallTrace.site(Recorder.EXIT)};
    TestBridge.sites(sites);
  }

  @AfterEach
  void unlink() throws Exception {
    TestBridge.link(null);
    TestBridge.sites(null);
  }

  private static Object site(Object[] link) {
    MethodType type = (MethodType) link[2];
    MethodHandle target =
        MethodHandles.insertArguments(APPLY, 0, CallTrace.site((Integer) link[3]));
    return new ConstantCallSite(
        target.asCollector(Object[].class, type.parameterCount()).asType(type));
  }

  private static final MethodHandle APPLY;

  static {
    try {
      APPLY =
          MethodHandles.publicLookup()
              .findVirtual(
                  Function.class, "apply", MethodType.methodType(Object.class, Object.class))
              .asType(MethodType.methodType(Object.class, Function.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Test
  void theJvmVerifiesEveryWovenClass() throws Exception {
    RealClasses classes =
        new RealClasses()
            .addModule("java.xml")
            .addModule("jdk.compiler")
            .addModule("java.base")
            .addLibraryOf(ByteBuddy.class, "net.bytebuddy.")
            .addLibraryOf(Assertions.class, "org.assertj.")
            .addLibraryOf(ArchRule.class, "com.tngtech.");
    Map<String, byte[]> originals = classes.classFiles();
    Map<String, byte[]> all = new TreeMap<>(originals);
    List<String> woven = new ArrayList<>();
    for (Map.Entry<String, byte[]> original : originals.entrySet()) {
      byte[] bytes = weave(original.getValue());
      if (bytes != null) {
        all.put(original.getKey(), bytes);
        woven.add(original.getKey());
      }
    }
    Map<String, String> failures = link(all);
    // Some refer to what is not on the class path, or not exported.
    Map<String, String> unwoven = link(originals);
    failures.keySet().removeAll(unwoven.keySet());
    woven.removeAll(unwoven.keySet());
    int verified = woven.size();
    System.out.println(
        "verified "
            + verified
            + " woven classes of "
            + originals.size()
            + ", "
            + unwoven.size()
            + " do not link unwoven, methods too large: "
            + tooLarge);
    assertThat(failures).isEmpty();
    assertThat(verified).isGreaterThan(AT_LEAST);
  }

  @Test
  void aBrokenClassWouldBeNoticed() {
    ClassWriter broken = new ClassWriter(0);
    broken.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Broken", null, "java/lang/Object", null);
    MethodVisitor code = broken.visitMethod(Opcodes.ACC_STATIC, "run", "()I", null, null);
    code.visitCode();
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(1, 0);
    assertThat(link(Map.of("Broken", broken.toByteArray())).get("Broken")).contains("VerifyError");
  }

  /** The classes that do not link, by the reason. */
  private Map<String, String> link(Map<String, byte[]> classFiles) {
    WovenLoader loader = new WovenLoader(getClass().getClassLoader());
    classFiles.forEach(loader::with);
    Map<String, String> failures = new TreeMap<>();
    for (String name : classFiles.keySet()) {
      try {
        // Links the class, and so verifies it, without a run of its initializer.
        Class.forName(name, false, loader).getDeclaredConstructors();
      } catch (ClassNotFoundException | LinkageError e) {
        failures.put(name, e.toString());
      }
    }
    return failures;
  }

  /** Class files of version 49, which hold no invokedynamic. */
  @Test
  void oldLibraryRunsAndShowsTheSameAsWovenByByteBuddy() throws Exception {
    RealClasses library = new RealClasses().addLibraryOf(ByteBuddy.class, "net.bytebuddy.jar.asm.");
    compareWithByteBuddy(library, "net.bytebuddy.jar.asm.", DifferentialTest::rewriteClasses);
  }

  /** Class files of the running JDK's version. */
  @Test
  void modernLibraryRunsAndShowsTheSameAsWovenByByteBuddy() throws Exception {
    RealClasses library = new RealClasses().addModule("java.xml");
    compareWithByteBuddy(
        library, "com.sun.org.apache.xerces.internal.", DifferentialTest::parseDocuments);
  }

  private void compareWithByteBuddy(RealClasses library, String wovenPackage, Work work)
      throws Exception {
    Map<String, byte[]> ours = new TreeMap<>();
    Map<String, byte[]> theirs = new TreeMap<>();
    ByteBuddyWeaving byteBuddy = new ByteBuddyWeaving(library);
    for (Map.Entry<String, byte[]> original : library.classFiles().entrySet()) {
      String name = original.getKey();
      byte[] bytes = name.startsWith(wovenPackage) ? weave(original.getValue()) : null;
      ours.put(name, bytes == null ? original.getValue() : bytes);
      theirs.put(name, bytes == null ? original.getValue() : byteBuddy.weave(name));
    }
    assertThat(run(library.classFiles(), work)).isEmpty();
    String expected = run(theirs, work);
    String actual = run(ours, work);
    System.out.println("compared " + CallTrace.calls() + " calls of advice with Byte Buddy's");
    assertThat(actual).isEqualTo(expected);
    assertThat(CallTrace.calls()).isGreaterThan(10_000);
  }

  /** What is done with a library, by reflection: the loader has its woven classes. */
  private interface Work {
    Object in(ClassLoader loader) throws Exception;
  }

  private static String run(Map<String, byte[]> classFiles, Work work) throws Exception {
    WovenLoader loader = new WovenLoader(DifferentialTest.class.getClassLoader());
    classFiles.forEach(loader::with);
    CallTrace.clear();
    Object results = work.in(loader);
    return CallTrace.calls() == 0 ? "" : results + " " + CallTrace.summary();
  }

  /** Parses documents, one of them broken, and shows what is in them. */
  private static Object parseDocuments(ClassLoader loader) throws Exception {
    Object factory =
        loader
            .loadClass("com.sun.org.apache.xerces.internal.jaxp.DocumentBuilderFactoryImpl")
            .getConstructor()
            .newInstance();
    Object builder = factory.getClass().getMethod("newDocumentBuilder").invoke(factory);
    Class<?> handlerType = loader.loadClass("org.xml.sax.ErrorHandler");
    builder.getClass().getMethod("setErrorHandler", handlerType).invoke(builder, (Object) null);
    List<String> results = new ArrayList<>();
    for (String document :
        List.of(
            "<a b='c'><![CDATA[d]]>&lt;<e/></a>",
            "<a><b></a>",
            "<!DOCTYPE a [<!ENTITY f 'g'>]><a>&f;</a>")) {
      InputStream in = new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
      try {
        Object parsed =
            builder.getClass().getMethod("parse", InputStream.class).invoke(builder, in);
        Object root = parsed.getClass().getMethod("getDocumentElement").invoke(parsed);
        results.add(String.valueOf(root.getClass().getMethod("getTextContent").invoke(root)));
      } catch (InvocationTargetException broken) {
        results.add(broken.getCause().getClass().getName());
      }
    }
    // The broken one fails for want of the message's text, which is no class.
    assertThat(results).containsExactly("d<", "java.util.MissingResourceException", "g");
    return results;
  }

  /** Rewrites classes, and tries broken ones. */
  private static Object rewriteClasses(ClassLoader loader) throws Exception {
    List<Integer> results = new ArrayList<>();
    for (Class<?> subject : List.of(String.class, ArrayList.class, Samples.class, Object.class)) {
      byte[] bytes = subject.getResourceAsStream(subject.getSimpleName() + ".class").readAllBytes();
      results.add(Arrays.hashCode(rewrite(loader, bytes)));
      results.add(Arrays.hashCode(rewrite(loader, Arrays.copyOf(bytes, bytes.length / 2))));
    }
    assertThat(results.get(0)).isNotZero();
    return results;
  }

  private static byte @Nullable [] rewrite(ClassLoader loader, byte[] bytes) throws Exception {
    String asm = "net.bytebuddy.jar.asm.";
    Class<?> visitor = loader.loadClass(asm + "ClassVisitor");
    Class<?> writer = loader.loadClass(asm + "ClassWriter");
    try {
      Class<?> readerType = loader.loadClass(asm + "ClassReader");
      Object reader = readerType.getConstructor(byte[].class).newInstance((Object) bytes);
      Object out = writer.getConstructor(int.class).newInstance(3);
      readerType.getMethod("accept", visitor, int.class).invoke(reader, out, 0);
      return (byte[]) writer.getMethod("toByteArray").invoke(out);
    } catch (InvocationTargetException broken) {
      return null;
    }
  }

  private byte @Nullable [] weave(byte[] classFile) {
    ClassWeaver weaver =
        new ClassWeaver(
            (access, name, descriptor) ->
                name.equals("<clinit>") || (access & Opcodes.ACC_NATIVE) != 0
                    ? List.of()
                    : List.of(ALL),
            handle -> handle);
    byte[] woven = weaver.weave(classFile);
    tooLarge += weaver.tooLarge().size();
    return woven;
  }
}
