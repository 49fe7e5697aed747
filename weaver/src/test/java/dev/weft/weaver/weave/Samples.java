package dev.weft.weaver.weave;

/** Methods of every shape that javac makes, to be woven. */
public class Samples {
  final String name;

  public Samples(String name) {
    this.name = name.isEmpty() ? "empty" : name;
  }

  public static boolean aBoolean(boolean value) {
    return !value;
  }

  public static byte aByte(byte value) {
    return (byte) (value + 1);
  }

  public static char aChar(char value) {
    return (char) (value + 1);
  }

  public static short aShort(short value) {
    return (short) (value + 1);
  }

  public static int anInt(int value) {
    return value + 1;
  }

  public static long aLong(long value) {
    return value + 1;
  }

  public static float aFloat(float value) {
    return value + 1;
  }

  public static double aDouble(double value) {
    return value + 1;
  }

  public static int[] anArray(int[] value) {
    return value.clone();
  }

  public static String mixed(long first, String second, double third, int[] fourth) {
    return first + second + third + fourth.length;
  }

  public void nothing() {}

  public synchronized String greet(String who) {
    if (who == null) {
      throw new IllegalArgumentException("nobody");
    }
    for (int i = 0; i < 2; i++) {
      if (who.length() > 3) {
        return name + " greets " + who;
      }
      who += who;
    }
    return "short " + who;
  }

  /** Catches everything, an exit call's throwables included if the guard came too late. */
  public static String swallow(String value) {
    try {
      return value.trim();
    } catch (Throwable e) {
      return "caught " + e.getClass().getSimpleName();
    } finally {
      value = null;
    }
  }

  public static int loopFromTheStart(int count) {
    while (count < 10) {
      count += 3;
    }
    return count;
  }

  public static String twice(String text) {
    return anInt(1) + text;
  }
}
