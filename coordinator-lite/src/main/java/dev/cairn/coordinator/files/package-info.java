/** Folders by content: what a job's files are, as a manifest over chunks known by their SHA-256. */
@NullMarked
package dev.cairn.coordinator.files;

import org.jspecify.annotations.NullMarked;
