/**
 * Connects woven call sites to advice: the class loaders that hold advice beside an application's
 * classes, the call sites, and the switch that takes a failing instrumentation out of service.
 */
@NullMarked
package dev.weft.weaver.link;

import org.jspecify.annotations.NullMarked;
