package dev.weft.agent.cli.status;

import java.lang.reflect.InvocationTargetException;
import java.util.Properties;

/** A JVM that this one is attached to. */
final class AttachedJvm implements AutoCloseable {
  private final String pid;
  private final Class<?> virtualMachine;
  private final Object attached;

  AttachedJvm(String pid, Class<?> virtualMachine, Object attached) {
    this.pid = pid;
    this.virtualMachine = virtualMachine;
    this.attached = attached;
  }

  /** The options of the JVM, as it keeps them: separated by spaces. */
  String options() throws NoStatusException {
    return ((Properties) call("getAgentProperties")).getProperty("sun.jvm.args", "");
  }

  /** The folder that relative paths of its options begin in. */
  String folder() throws NoStatusException {
    return ((Properties) call("getSystemProperties")).getProperty("user.dir", "");
  }

  /**
   * The address of its management agent, which takes connections from this machine only. It is
   * started if it does not run, and then runs as long as the JVM.
   */
  String managementAddress() throws NoStatusException {
    return (String) call("startLocalManagementAgent");
  }

  private Object call(String method) throws NoStatusException {
    try {
      return virtualMachine.getMethod(method).invoke(attached);
    } catch (InvocationTargetException e) {
      throw new NoStatusException("process " + pid + " cannot be asked: " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new NoStatusException("process " + pid + " cannot be asked: " + e);
    }
  }

  @Override
  public void close() throws NoStatusException {
    call("detach");
  }
}
