/** The worker: brings about on its host what the coordinator orders. */
@NullMarked
package dev.cairn.coordinator.worker;

import org.jspecify.annotations.NullMarked;
