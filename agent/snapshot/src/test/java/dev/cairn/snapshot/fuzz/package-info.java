/** Snapshots of any bytes: read cleanly, or refused cleanly. */
package dev.cairn.snapshot.fuzz;
