/** How a job's JVM is found and started: JDKs, the java command line, the agent's options. */
@NullMarked
package dev.cairn.launch;

import org.jspecify.annotations.NullMarked;
