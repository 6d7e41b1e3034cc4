package dev.cairn.instrumenter.plan;

import java.util.Comparator;

/**
 * Something that the plan leaves out, and why.
 *
 * @param className internal name
 * @param method name and descriptor as written, or empty where the class as a whole is meant
 * @param line source line, or -1
 * @param reason in words for people, with what to do about it
 */
public record PlanNote(String className, String method, int line, String reason)
    implements Comparable<PlanNote> {
  private static final Comparator<PlanNote> ORDER =
      Comparator.comparing(PlanNote::className)
          .thenComparing(PlanNote::method)
          .thenComparingInt(PlanNote::line)
          .thenComparing(PlanNote::reason);

  static PlanNote ofClass(String className, String reason) {
    return new PlanNote(className, "", -1, reason);
  }

  static PlanNote ofMethod(MethodRef method, int line, String reason) {
    return new PlanNote(method.owner(), method.key(), line, reason);
  }

  /** By class, method, line and reason. */
  @Override
  public int compareTo(PlanNote other) {
    return ORDER.compare(this, other);
  }

  /** One line: {@code com.acme.Main#run(I)V:12: why}. */
  @Override
  public String toString() {
    return Names.dotted(className)
        + (method.isEmpty() ? "" : "#" + method)
        + (line < 0 ? "" : ":" + line)
        + ": "
        + reason;
  }
}
