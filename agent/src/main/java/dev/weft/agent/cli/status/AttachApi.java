package dev.weft.agent.cli.status;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's attach API, by reflection: it is in tools.jar on Java 8, and later in a module that our
 * class loader does not read.
 */
final class AttachApi {
  private static final String VIRTUAL_MACHINE = "com.sun.tools.attach.VirtualMachine";

  private final Class<?> virtualMachine;

  private AttachApi(Class<?> virtualMachine) {
    this.virtualMachine = virtualMachine;
  }

  static AttachApi find() throws NoStatusException {
    try {
      return new AttachApi(Class.forName(VIRTUAL_MACHINE, true, loader()));
    } catch (ClassNotFoundException | LinkageError | MalformedURLException e) {
      throw new NoStatusException(
          "the Java in "
              + System.getProperty("java.home")
              + " cannot look into other processes (a JRE, or an image without the module"
              + " jdk.attach): run this command with a JDK");
    }
  }

  private static ClassLoader loader() throws MalformedURLException {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    File tools = new File(System.getProperty("java.home"), "../lib/tools.jar");
    return tools.isFile() ? new URLClassLoader(new URL[] {tools.toURI().toURL()}, system) : system;
  }

  /** The JVMs of this user that can be seen: what they run, by process id. */
  Map<String, String> jvms() throws NoStatusException {
    Map<String, String> jvms = new LinkedHashMap<>();
    try {
      // Named, since the class of a JVM in the list is the JDK's own and not open to us.
      Class<?> descriptor =
          Class.forName(
              "com.sun.tools.attach.VirtualMachineDescriptor",
              true,
              virtualMachine.getClassLoader());
      for (Object jvm : (List<?>) virtualMachine.getMethod("list").invoke(null)) {
        jvms.put(
            (String) descriptor.getMethod("id").invoke(jvm),
            (String) descriptor.getMethod("displayName").invoke(jvm));
      }
    } catch (ReflectiveOperationException e) {
      throw new NoStatusException("the JVMs of this machine cannot be listed: " + e);
    }
    return jvms;
  }

  /** Attaches, but never to what is no JVM: it would be sent a signal that ends it. */
  AttachedJvm attach(String pid) throws NoStatusException {
    if (SignalMask.isKnown() && !SignalMask.exists(pid)) {
      throw new NoStatusException("there is no process " + pid);
    }
    if (SignalMask.isKnown() && !SignalMask.catchesQuit(pid)) {
      throw new NoStatusException("process " + pid + " is no JVM, or has only just started");
    }
    try {
      return new AttachedJvm(
          pid, virtualMachine, virtualMachine.getMethod("attach", String.class).invoke(null, pid));
    } catch (InvocationTargetException e) {
      throw new NoStatusException(sentence(pid, e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new NoStatusException("process " + pid + " cannot be asked: " + e);
    }
  }

  /** The JDK's messages are of many kinds and little help. */
  private static String sentence(String pid, @Nullable Throwable cause) {
    String message = String.valueOf(cause == null ? null : cause.getMessage());
    if (message.contains("No such process")) {
      return "there is no process " + pid;
    }
    if (message.contains("Operation not permitted")
        || message.contains("Permission denied")
        || message.contains("not owned")) {
      return "process " + pid + " belongs to another user: run this command as that one";
    }
    return "process "
        + pid
        + " does not answer: it lets nobody attach (-XX:+DisableAttachMechanism), or hangs ("
        + message
        + ")";
  }
}
