/** What changes while the service runs: sampling, by the watched file or by JMX. */
@NullMarked
package dev.weft.agent.live;

import org.jspecify.annotations.NullMarked;
