/** How this JVM was started: main class, arguments, class path, options. */
@NullMarked
package dev.cairn.agent.launch;

import org.jspecify.annotations.NullMarked;
