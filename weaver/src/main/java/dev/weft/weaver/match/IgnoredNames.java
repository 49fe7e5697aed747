package dev.weft.weaver.match;

import java.util.ArrayList;
import java.util.List;

/**
 * Types that no hierarchy match concerns, told by their names: generated ones, whose superclass is
 * woven, and those of packages that implement nothing of interest. Exact names overrule this.
 */
final class IgnoredNames {
  private static final String[] PACKAGES = {
    "ch/qos/logback/",
    "clojure/",
    "com/fasterxml/",
    "com/sun/proxy/",
    "dev/weft/bootstrap/",
    "groovy/lang/",
    "javassist/",
    "jdk/proxy",
    "kotlin/",
    "net/bytebuddy/",
    "org/apache/commons/logging/",
    "org/apache/logging/",
    "org/aspectj/",
    "org/codehaus/groovy/",
    "org/hibernate/",
    "org/objectweb/asm/",
    "org/slf4j/",
    "org/springframework/aop/",
    "org/springframework/asm/",
    "org/springframework/beans/",
    "org/springframework/cglib/",
    "org/springframework/core/",
    "org/springframework/expression/",
    "org/springframework/objenesis/",
    "org/springframework/util/",
    "scala/",
  };

  /**
   * Packages of java.base, whose types have no supertypes elsewhere: passed over unless one of them
   * is wanted.
   */
  private static final String[] JAVA_BASE = {
    "java/io/",
    "java/lang/",
    "java/math/",
    "java/net/",
    "java/nio/",
    "java/security/",
    "java/text/",
    "java/time/",
    "java/util/",
  };

  /** By the first character of the prefix. */
  private final String[][] prefixes = new String[128][];

  IgnoredNames(Iterable<String> wantedSupertypes) {
    for (String prefix : PACKAGES) {
      add(prefix);
    }
    for (String wanted : wantedSupertypes) {
      if (startsWithAny(wanted, JAVA_BASE)) {
        return;
      }
    }
    for (String prefix : JAVA_BASE) {
      add(prefix);
    }
  }

  private void add(String prefix) {
    List<String> more = new ArrayList<>();
    String[] known = prefixes[prefix.charAt(0)];
    if (known != null) {
      for (String other : known) {
        more.add(other);
      }
    }
    more.add(prefix);
    prefixes[prefix.charAt(0)] = more.toArray(new String[0]);
  }

  boolean contains(String name) {
    char first = name.isEmpty() ? 0 : name.charAt(0);
    String[] candidates = first < prefixes.length ? prefixes[first] : null;
    return candidates != null && startsWithAny(name, candidates) || isGenerated(name);
  }

  private static boolean startsWithAny(String name, String[] prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isGenerated(String name) {
    int dollar = name.indexOf('$');
    if (dollar < 0) {
      return false;
    }
    // CGLIB, Javassist and lambdas; but Scala's anonymous classes are written by hand.
    int twice = name.indexOf("$$", dollar);
    return twice >= 0 && !name.startsWith("anon", twice + 2)
        || name.startsWith("$Proxy", dollar)
        || name.indexOf("$ByteBuddy$", dollar) >= 0
        || name.indexOf("$HibernateProxy$", dollar) >= 0;
  }
}
