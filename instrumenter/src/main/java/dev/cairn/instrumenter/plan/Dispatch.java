package dev.cairn.instrumenter.plan;

/**
 * All calls by one static type, name and descriptor: the receiver's class decides where they
 * arrive.
 *
 * @param owner the static type, of the application or of the JDK
 * @param key name and descriptor as written
 */
record Dispatch(String owner, String key) implements Callable {}
