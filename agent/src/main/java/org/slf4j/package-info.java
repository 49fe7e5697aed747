/** The one class of the agent that reaches into slf4j. */
@org.jspecify.annotations.NullMarked
package org.slf4j;
