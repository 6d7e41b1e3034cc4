package dev.cairn.instrumenter.weave;

/**
 * A woven method that HotSpot treats worse than the method as written, for its size alone.
 *
 * @param key name and descriptor
 * @param line the method's first source line, or -1
 * @param reason which limit it passes, by how much, and what that means
 * @param huge whether a copy of a method that is compiled as written is too large to be compiled
 */
public record SizeNote(String key, int line, String reason, boolean huge) {}
