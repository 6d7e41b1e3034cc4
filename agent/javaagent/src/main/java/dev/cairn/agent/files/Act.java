package dev.cairn.agent.files;

import java.nio.file.Path;
import java.util.List;

/**
 * One act on a file in terms of how it is undone. Undoing an act that was never done, or undoing it
 * twice, changes nothing.
 *
 * @param kind how it is undone
 * @param file what it happened to
 * @param detail what the undoing needs beside
 */
record Act(Kind kind, Path file, String detail) {
  /** How an act is undone. */
  enum Kind {
    /** It was not there: remove it. */
    MADE,
    /** It was so long (detail: length, space, checksum of its tail): cut it back. */
    APPENDED,
    /** Its content may change (detail: the copy's name, space, permissions): write it again. */
    CHANGED,
    /** It was removed or replaced (detail: the kept file's name): put that in its place. */
    REMOVED,
    /** A symbolic link was removed (detail: where it led): make it again. */
    LINK_REMOVED,
    /** An empty directory was removed: make it again. */
    DIRECTORY_REMOVED,
    /** It has another name now (detail): give it back its own. */
    RENAMED,
    /** It can't be undone (detail: why): refuse to go on from before it. */
    LOST
  }

  private static final String SEPARATOR = "\0";

  String text() {
    return String.join(SEPARATOR, kind.name(), file.toString(), detail);
  }

  /**
   * @throws IllegalArgumentException the text is none of an act
   */
  static Act parse(String text) {
    List<String> parts = List.of(text.split(SEPARATOR, -1));
    if (parts.size() != 3) {
      throw new IllegalArgumentException("not an act: " + text);
    }
    return new Act(Kind.valueOf(parts.get(0)), Path.of(parts.get(1)), parts.get(2));
  }
}
