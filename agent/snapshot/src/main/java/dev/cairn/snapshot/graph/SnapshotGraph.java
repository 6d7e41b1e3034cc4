package dev.cairn.snapshot.graph;

import dev.cairn.snapshot.format.Header;
import java.nio.file.Path;
import java.util.List;

/**
 * A snapshot's state as plain data; no class of the job is loaded. Objects are numbered from 1 in
 * breadth-first order; 0 is null. Immutable, thread-safe.
 */
public interface SnapshotGraph {
  /**
   * Reads and verifies a snapshot.
   *
   * @throws dev.cairn.snapshot.SnapshotMissingException no such file
   * @throws dev.cairn.snapshot.DamagedSnapshotException the file is damaged
   */
  static SnapshotGraph read(Path file) {
    return FileGraph.read(file);
  }

  Header header();

  /** For each frame of the header, its values in the same order as their infos. */
  List<List<Value>> frames();

  /** Sorted by class, then field. */
  List<StaticField> statics();

  /** Values of thread locals in the job's thread. */
  List<LocalValue> threadLocals();

  /** References that the JDK holds for the job, such as its uncaught exception handler. */
  List<Slot> slots();

  /**
   * One such reference.
   *
   * @param name such as {@code "java.lang.Thread.contextClassLoader"}
   */
  record Slot(String name, Value value) {}

  /**
   * One value of a thread local.
   *
   * @param local the ThreadLocal's number
   * @param inheritable whether it is in the map that child threads inherit
   * @param thread the number of the thread that has it, 0 for the job's own
   * @param value what it holds
   */
  record LocalValue(int local, boolean inheritable, int thread, Value value) {}

  /** Objects are numbered 1 to this. */
  int objectCount();

  /** Object {@code number}. */
  GraphObject object(int number);
}
