/** The agent: premain's work, and how its parts are put together. */
@NullMarked
package dev.cairn.agent;

import org.jspecify.annotations.NullMarked;
