/** Weaves every class of other people's jars, and lets a JVM's verifier judge. */
@org.jspecify.annotations.NullMarked
package dev.cairn.corpus;
