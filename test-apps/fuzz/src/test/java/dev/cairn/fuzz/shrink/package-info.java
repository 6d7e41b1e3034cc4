/** Makes a failing program small. */
package dev.cairn.fuzz.shrink;
