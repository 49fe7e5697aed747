package dev.weft.weaver.compile;

import dev.weft.weaver.module.MethodMatch;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import dev.weft.weaver.plan.LibraryReference;
import dev.weft.weaver.plan.PackageExport;
import java.util.ArrayList;
import java.util.List;

/** What a module declares, in order. */
final class Declarations implements ModuleDefinition {
  final List<Advised> advised = new ArrayList<>();
  final List<PackageExport> exports = new ArrayList<>();
  final List<String> requires = new ArrayList<>();
  final List<String> excludes = new ArrayList<>();
  final List<LibraryReference> needs = new ArrayList<>();

  @Override
  public ModuleDefinition advise(TypeMatch type, MethodMatch method, Class<?> advice) {
    advised.add(new Advised(type, method, advice.getName()));
    return this;
  }

  @Override
  public ModuleDefinition export(String javaModule, String packageName) {
    exports.add(new PackageExport(javaModule, packageName));
    return this;
  }

  @Override
  public ModuleDefinition requires(String className) {
    requires.add(className.replace('.', '/'));
    return this;
  }

  @Override
  public ModuleDefinition excludes(String className) {
    excludes.add(className.replace('.', '/'));
    return this;
  }

  @Override
  public ModuleDefinition needs(String className) {
    needs.add(LibraryReference.type(className.replace('.', '/')));
    return this;
  }

  @Override
  public ModuleDefinition needs(String className, String member, String descriptor) {
    needs.add(LibraryReference.member(className.replace('.', '/'), member, descriptor));
    return this;
  }

  /** One statement: these methods of these types call this advice. */
  static final class Advised {
    final TypeMatch type;
    final MethodMatch method;
    final String advice;

    Advised(TypeMatch type, MethodMatch method, String advice) {
      this.type = type;
      this.method = method;
      this.advice = advice;
    }
  }
}
