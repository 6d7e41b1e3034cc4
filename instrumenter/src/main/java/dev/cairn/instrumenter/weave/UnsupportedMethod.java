package dev.cairn.instrumenter.weave;

/**
 * A method that the plan wants woven and that can't be: its frames pin the stack.
 *
 * @param key name and descriptor
 * @param line source line of what stands in the way, or -1
 * @param reason what stands in the way, in words
 */
public record UnsupportedMethod(String key, int line, String reason) {}
