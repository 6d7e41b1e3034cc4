/** Where the coordinator's state is durable. */
@NullMarked
package dev.cairn.coordinator.store;

import org.jspecify.annotations.NullMarked;
