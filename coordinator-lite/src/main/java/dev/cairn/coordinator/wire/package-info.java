/** What goes over the network between command, worker and coordinator: JSON over HTTP. */
@NullMarked
package dev.cairn.coordinator.wire;

import org.jspecify.annotations.NullMarked;
