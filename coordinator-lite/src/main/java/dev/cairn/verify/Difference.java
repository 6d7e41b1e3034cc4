package dev.cairn.verify;

import java.util.List;

/**
 * The first place in which two states differ.
 *
 * @param path such as {@code frame com.acme.NBody.run(): bodies[17].vx}
 * @param expected what is there in the state of the run that was never stopped
 * @param actual what is there in the other
 * @param stack where the job stands then, innermost first, each as in a stack trace: {@code
 *     com.acme.NBody.step(NBody.java:41)}
 */
public record Difference(String path, String expected, String actual, List<String> stack) {
  public Difference {
    stack = List.copyOf(stack);
  }

  /** Path and both values. */
  public String text() {
    return path + " " + expected + " != " + actual;
  }
}
