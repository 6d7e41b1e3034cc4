package dev.cairn.instrumenter.weave;

import java.util.List;

/**
 * How a method's hot copy saves, and the sizes that its copies come to. The clone, which nobody
 * inlines, has its values pushed.
 *
 * @param hotForm the hot copy's form
 * @param plainBytes code size as written, or -1 where it was not asked for
 * @param hotBytes the hot copy's, or -1
 * @param cloneBytes the clone's, or -1
 * @param notes the limits of HotSpot that a copy passes although the method as written does not
 */
record Saving(
    SaveForm hotForm, int plainBytes, int hotBytes, int cloneBytes, List<SizeNote> notes) {
  /** Before any size is known. */
  static final Saving UNSIZED = new Saving(SaveForm.PUSHED, -1, -1, -1, List.of());

  Saving {
    notes = List.copyOf(notes);
  }

  /** A form that is to be tried. */
  static Saving of(SaveForm hot) {
    return new Saving(hot, -1, -1, -1, List.of());
  }
}
