/** The coordinator as a process: one state, a database, chunks, and an HTTP server around them. */
@NullMarked
package dev.cairn.coordinator.server;

import org.jspecify.annotations.NullMarked;
