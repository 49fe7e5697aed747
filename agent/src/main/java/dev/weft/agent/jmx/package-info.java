/** The agent's MBeans; loaded only once JMX is up, or asked for. */
@NullMarked
package dev.weft.agent.jmx;

import org.jspecify.annotations.NullMarked;
