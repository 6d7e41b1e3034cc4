/** Writes random programs. */
package dev.cairn.fuzz.write;
