/**
 * The only part of the agent that the application's class loaders can see: the JVM's way in.
 *
 * <p>It knows the JDK and nothing else, and it does as little as it can on the application's main
 * thread. All that follows is loaded by an {@link dev.weft.bootstrap.AgentClassLoader} from entries
 * of the agent's jar that are no classes to anyone else.
 */
@NullMarked
package dev.weft.bootstrap;

import org.jspecify.annotations.NullMarked;
