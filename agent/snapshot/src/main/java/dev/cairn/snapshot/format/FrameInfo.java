package dev.cairn.snapshot.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One frame, as a person reads it.
 *
 * @param className binary name, such as {@code "com.acme.Main$Inner"}
 * @param method name and descriptor, such as {@code "run(I)V"}
 * @param point the point's number within the method
 * @param line source line of the point, or -1
 * @param sourceFile such as {@code "Main.java"}, or null
 * @param values in the frame's order
 */
public record FrameInfo(
    String className,
    String method,
    int point,
    int line,
    @Nullable String sourceFile,
    List<ValueInfo> values) {
  public FrameInfo {
    values = List.copyOf(values);
  }

  /** Such as {@code "frame com.acme.Main.run()"}: how paths begin. */
  public String label() {
    int paren = method.indexOf('(');
    return "frame " + className + "." + (paren < 0 ? method : method.substring(0, paren)) + "()";
  }
}
