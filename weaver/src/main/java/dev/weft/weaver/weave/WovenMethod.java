package dev.weft.weaver.weave;

import dev.weft.weaver.plan.AdviceCall;
import dev.weft.weaver.plan.AdvicePlan;
import dev.weft.weaver.plan.Binding;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What is known of a method before it is woven. */
final class WovenMethod {
  private final String owner;
  private final int version;
  private final int access;
  private final String name;
  private final Type[] arguments;
  private final Type returns;
  private final List<AdvicePlan> advice;
  private int maxLocals;
  private int returnCount;
  private boolean overwritesThis;

  WovenMethod(
      String owner,
      int version,
      int access,
      String name,
      String descriptor,
      List<AdvicePlan> advice) {
    this.owner = owner;
    this.version = version;
    this.access = access;
    this.name = name;
    this.arguments = Type.getArgumentTypes(descriptor);
    this.returns = Type.getReturnType(descriptor);
    this.advice = advice;
  }

  void countReturn() {
    returnCount++;
  }

  void overwriteThis() {
    overwritesThis = true;
  }

  void maxLocals(int count) {
    maxLocals = count;
  }

  /** The internal name of the declaring class. */
  String owner() {
    return owner;
  }

  /** Whether the class file can hold an invokedynamic instruction. */
  boolean hasIndy() {
    return version >= Opcodes.V1_7;
  }

  /** Whether the class file holds stack-map frames. */
  boolean hasFrames() {
    return version >= Opcodes.V1_6;
  }

  /** Whether the class file can load a class constant. */
  boolean hasClassConstants() {
    return version >= Opcodes.V1_5;
  }

  String name() {
    return name;
  }

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  boolean isConstructor() {
    return name.equals("<init>");
  }

  Type[] arguments() {
    return arguments;
  }

  Type returns() {
    return returns;
  }

  List<AdvicePlan> advice() {
    return advice;
  }

  int maxLocals() {
    return maxLocals;
  }

  int returnCount() {
    return returnCount;
  }

  /** Whether the method stores anything in the place of the instance. */
  boolean overwritesThis() {
    return overwritesThis;
  }

  /** The advice that is called on exit, innermost first. */
  List<AdvicePlan> exits() {
    List<AdvicePlan> exits = new ArrayList<>(advice.size());
    for (int i = advice.size() - 1; i >= 0; i--) {
      if (advice.get(i).exit() != null) {
        exits.add(advice.get(i));
      }
    }
    return exits;
  }

  boolean hasExitOnThrowable() {
    for (AdvicePlan plan : advice) {
      if (plan.exit() != null && plan.exitOnThrowable() && !isConstructor()) {
        return true;
      }
    }
    return false;
  }

  /** Whether an exit call takes this argument, or all of them. */
  boolean exitNeedsArgument(int index) {
    return exitNeeds(Binding.Kind.ALL_ARGUMENTS, -1) || exitNeeds(Binding.Kind.ARGUMENT, index);
  }

  boolean exitNeedsThis() {
    return exitNeeds(Binding.Kind.THIS, -1);
  }

  private boolean exitNeeds(Binding.Kind kind, int index) {
    for (AdvicePlan plan : advice) {
      AdviceCall exit = plan.exit();
      if (exit != null) {
        for (Binding binding : exit.bindings()) {
          if (binding.kind() == kind && binding.index() == index) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
