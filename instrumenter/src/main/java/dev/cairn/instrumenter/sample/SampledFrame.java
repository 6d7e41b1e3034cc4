package dev.cairn.instrumenter.sample;

/**
 * One frame of a stack that was looked at.
 *
 * @param className with dots
 * @param line -1 where it isn't told
 * @param application whether the class is the program's own, rather than the JDK's
 */
public record SampledFrame(String className, String method, int line, boolean application) {}
