package dev.weft.agent.jmx;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks what may use JMX, since it does so only where the application has, or wants it. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@interface UsesJmx {}
