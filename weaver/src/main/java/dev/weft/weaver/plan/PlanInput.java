package dev.weft.weaver.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the plan's primitives from an array; never beyond its part of it. */
final class PlanInput {
  private final byte[] data;
  private final int end;
  private int at;

  PlanInput(byte[] data, int offset, int length) {
    if (offset < 0 || length < 0 || offset > data.length - length) {
      throw new PlanFormatException("plan cut short");
    }
    this.data = data;
    this.at = offset;
    this.end = offset + length;
  }

  int position() {
    return at;
  }

  byte[] data() {
    return data;
  }

  int unsignedByte() {
    if (at >= end) {
      throw new PlanFormatException("plan cut short");
    }
    return data[at++] & 0xff;
  }

  boolean bool() {
    return unsignedByte() != 0;
  }

  /** A number that is not negative, seven bits per byte, the low ones first. */
  int number() {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = unsignedByte();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        if (value < 0) {
          break;
        }
        return value;
      }
    }
    throw new PlanFormatException("number out of range in plan");
  }

  /** The number of things that follow, each at least a byte long. */
  int count() {
    int count = number();
    if (count > end - at) {
      throw new PlanFormatException("plan cut short");
    }
    return count;
  }

  String string() {
    int length = count();
    String string = new String(data, at, length, StandardCharsets.UTF_8);
    at += length;
    return string;
  }

  List<String> strings() {
    int count = count();
    List<String> strings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      strings.add(string());
    }
    return strings;
  }

  void skip(int length) {
    if (length > end - at) {
      throw new PlanFormatException("plan cut short");
    }
    at += length;
  }
}
