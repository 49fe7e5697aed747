/**
 * The weaver at run time: {@code match} says which classes, {@code weave} puts the calls in, {@code
 * link} connects them to advice, and {@link dev.weft.weaver.Weaver} assembles these.
 */
@NullMarked
package dev.weft.weaver;

import org.jspecify.annotations.NullMarked;
