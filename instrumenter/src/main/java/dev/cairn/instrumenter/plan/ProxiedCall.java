package dev.cairn.instrumenter.plan;

/**
 * The method of a dynamic proxy's class that a call by an interface may arrive at: it calls the
 * proxy's handler.
 *
 * @param key name and descriptor as written
 */
record ProxiedCall(String key) implements Callable {}
