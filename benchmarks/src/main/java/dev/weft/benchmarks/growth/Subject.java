package dev.weft.benchmarks.growth;

/** The application: grows in one dimension to one size, and prints what a unit of it cost. */
public final class Subject {
  private Subject() {}

  /** Arguments: a {@link Dimension}'s name and a size. */
  public static void main(String[] arguments) throws Exception {
    int size = Integer.parseInt(arguments[1]);
    Cost cost =
        switch (Dimension.valueOf(arguments[0])) {
          case CLASSES -> ClassLoading.classes(size);
          case LOADERS -> ClassLoading.loaders(size);
          case SPANS -> Requests.withStatements(size);
          case RULES -> Requests.withHeaders(1);
          case HEADERS -> Requests.withHeaders(size);
          case THREADS -> Crowd.ofPlatformThreads(size);
          case VIRTUAL_THREADS -> Crowd.ofVirtualThreads(size);
        };
    System.out.println(cost.line());
    System.exit(0);
  }
}
