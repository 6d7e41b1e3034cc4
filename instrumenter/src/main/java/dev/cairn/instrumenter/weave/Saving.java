package dev.cairn.instrumenter.weave;

import java.util.List;

/**
 * How a method's copies save, and the sizes that they come to.
 *
 * @param hotForm the hot copy's form
 * @param cloneForm the clone's form
 * @param plainBytes code size as written, or -1 where it was not asked for
 * @param hotBytes the hot copy's, or -1
 * @param cloneBytes the clone's, or -1
 * @param notes the limits of HotSpot that a copy passes although the method as written does not
 */
record Saving(
    SaveForm hotForm,
    SaveForm cloneForm,
    int plainBytes,
    int hotBytes,
    int cloneBytes,
    List<SizeNote> notes) {
  /** Before any size is known. */
  static final Saving UNSIZED = new Saving(SaveForm.PUSHED, SaveForm.PUSHED, -1, -1, -1, List.of());

  Saving {
    notes = List.copyOf(notes);
  }

  /** Forms that are to be tried. */
  static Saving of(SaveForm hot, SaveForm clone) {
    return new Saving(hot, clone, -1, -1, -1, List.of());
  }
}
