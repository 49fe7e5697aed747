package example.smoke;

/** Greets on standard output and ends with exit code 3. */
public final class Hello {
  private Hello() {}

  public static void main(String[] arguments) {
    System.out.println("hello");
    System.exit(3);
  }
}
