/**
 * {@code view}: receives spans by OTLP over HTTP on the loopback interface, keeps them in memory,
 * and draws each finished trace as a waterfall.
 */
@NullMarked
package dev.weft.agent.cli.view;

import org.jspecify.annotations.NullMarked;
