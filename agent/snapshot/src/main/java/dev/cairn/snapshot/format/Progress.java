package dev.cairn.snapshot.format;

/**
 * How far the job is; not part of its state.
 *
 * @param reached safe points reached in the JVM that wrote the snapshot, or -1 where none counted
 * @param counter the loop's own counter, or {@link Long#MIN_VALUE} where it has none
 * @param loop class and method of the loop, such as {@code "com.acme.Main.run(I)V"}
 * @param line the loop's line, or -1
 */
public record Progress(long reached, long counter, String loop, int line) {}
