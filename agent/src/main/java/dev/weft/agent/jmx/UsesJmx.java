package dev.weft.agent.jmx;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what may use JMX or the beans of {@code java.lang.management}: only where the application
 * has JMX or wants it, or on a thread of the agent's long after the start.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface UsesJmx {}
