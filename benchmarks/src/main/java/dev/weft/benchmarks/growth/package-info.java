/** What the agent costs as an application grows: classes, loaders, spans, rules, headers. */
@NullMarked
package dev.weft.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
