/** What touches the JDK's inside: hooks, signals, threads. */
@NullMarked
package dev.cairn.agent.jdk;

import org.jspecify.annotations.NullMarked;
