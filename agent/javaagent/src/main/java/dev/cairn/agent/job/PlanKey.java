package dev.cairn.agent.job;

import org.jspecify.annotations.Nullable;

/**
 * All that a plan follows from: the program's class files, what of it is the root and which loops
 * are wanted, the JDK's classes, and the planner itself.
 *
 * @param surroundings the JDK and the planner, or null where they can't be told
 * @param code tells the program's class files
 * @param loops as the agent was given them, files of loops read
 */
record PlanKey(
    @Nullable Surroundings surroundings,
    String code,
    String mainClass,
    @Nullable String root,
    @Nullable String loops) {

  /** In hex; null where something is there that it would not tell. */
  @Nullable String digest() {
    return surroundings == null
        ? null
        : surroundings.key(String.join("\n", code, mainClass, "" + root, "" + loops));
  }
}
