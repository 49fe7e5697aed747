package dev.weft.tracing.scheduling;

/** What a job runs. */
final class JobMethod {
  private final Class<?> type;
  private final String method;

  JobMethod(Class<?> type, String method) {
    this.type = type;
    this.method = method;
  }

  /** Class and method, without the package or the class around: {@code Invoices.send}. */
  String spanName() {
    String name = className();
    int simple = name.lastIndexOf('.') + 1;
    int inner = name.lastIndexOf('$') + 1;
    // Anonymous classes have a number, which says nothing without the class around.
    boolean named = inner > simple && Character.isJavaIdentifierStart(name.charAt(inner));
    return name.substring(named ? inner : simple) + '.' + method;
  }

  /** {@code code.function.name} of the conventions, {@code com.example.Invoices.send}. */
  String functionName() {
    return className() + '.' + method;
  }

  /** Of a generated class, that which it was made for: its own name may differ with each start. */
  private String className() {
    String name = type.getName();
    int generated = name.indexOf("$$");
    return generated > 0 ? name.substring(0, generated) : name;
  }
}
