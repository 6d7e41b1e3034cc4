package dev.cairn.snapshot.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One frame, as a person reads it.
 *
 * @param className binary name, such as {@code "com.acme.Main$Inner"}
 * @param method name and descriptor, such as {@code "run(I)V"}
 * @param point the point's number in the method, by the job's plan: not part of the state, since
 *     where a job starts decides whether calls between two points are points as well
 * @param instruction the instruction at the point, by its place in the method's code, from 0; in
 *     files of format 1 and 2 the point's number
 * @param line source line of the point, or -1
 * @param sourceFile such as {@code "Main.java"}, or null
 * @param values in the frame's order
 */
public record FrameInfo(
    String className,
    String method,
    int point,
    int instruction,
    int line,
    @Nullable String sourceFile,
    List<ValueInfo> values) {
  public FrameInfo {
    values = List.copyOf(values);
  }

  FrameInfo atPoint(int number) {
    return new FrameInfo(className, method, number, instruction, line, sourceFile, values);
  }

  /** Such as {@code "frame com.acme.Main.run()"}: how paths begin. */
  public String label() {
    int paren = method.indexOf('(');
    return "frame " + className + "." + (paren < 0 ? method : method.substring(0, paren)) + "()";
  }
}
