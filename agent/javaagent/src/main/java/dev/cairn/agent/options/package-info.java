/** The agent's options. */
@NullMarked
package dev.cairn.agent.options;

import org.jspecify.annotations.NullMarked;
