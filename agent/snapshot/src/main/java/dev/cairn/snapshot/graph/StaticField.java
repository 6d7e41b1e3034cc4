package dev.cairn.snapshot.graph;

/**
 * One static field.
 *
 * @param className binary name
 * @param name the field
 * @param type its descriptor
 * @param value what it held
 */
public record StaticField(String className, String name, String type, Value value) {}
