package dev.weft.weaver.weave;

/** Numbers the call sites of class files that are too old to hold an invokedynamic. */
public interface SiteAllocator {
  /** A number for {@link WeftBridge#call} that leads to the advice call of this handle. */
  int site(int handle);
}
