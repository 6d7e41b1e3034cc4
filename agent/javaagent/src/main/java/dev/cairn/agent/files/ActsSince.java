package dev.cairn.agent.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What is noted since one captured state: on disk, and what need not be noted any more. */
final class ActsSince {
  enum Noted {
    /** Its length is known, and all before it is as it was. */
    APPENDED,
    /** The journal brings it back, whatever becomes of it. */
    COVERED
  }

  final Segment segment;

  /** Files, by their real names. */
  final Map<Path, Noted> noted = new HashMap<>();

  /** Files that were to be removed, with the name that keeps them. */
  final Map<Path, Path> linked = new HashMap<>();

  /** Names as the job writes them, of files of which nothing need be noted any more. */
  final Map<String, Noted> names = new HashMap<>();

  /** Files that are open for writing, and are noted when their content of then is changed. */
  final HeldFiles held = new HeldFiles();

  private final long generation;
  private int keptCount;
  private int begunWith;

  ActsSince(JournalFolder folder, long generation) throws IOException {
    this.generation = generation;
    this.segment = folder.open(generation);
    this.keptCount = segment.size(); // of a former life: at most one for each act
  }

  long generation() {
    return generation;
  }

  /** All that must be kept when it begins is. */
  void begun() {
    begunWith = segment.size();
  }

  /** Whether nothing was noted since it began, nor failed to be. */
  boolean isUntouched() {
    return segment.size() == begunWith && !segment.isIncomplete();
  }

  /** A name in the folder that nothing kept has yet. */
  String keptName() {
    return String.format("%08d-%d", generation, ++keptCount);
  }

  void cover(String path, Path file) {
    noted.put(file, Noted.COVERED);
    names.put(path, Noted.COVERED);
  }
}
