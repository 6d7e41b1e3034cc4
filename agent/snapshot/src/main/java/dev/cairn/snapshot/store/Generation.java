package dev.cairn.snapshot.store;

import java.nio.file.Path;

/**
 * One durable generation.
 *
 * @param number n of Cn, from 1
 * @param file where it lies
 * @param bytes its length
 */
public record Generation(long number, Path file, long bytes) {}
