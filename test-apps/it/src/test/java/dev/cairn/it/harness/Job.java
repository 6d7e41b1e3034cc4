package dev.cairn.it.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program to be run.
 *
 * @param loops the loops option, or the empty string for the default
 */
public record Job(String main, List<String> args, List<Path> classPath, String loops) {
  public static Job target(String simpleName, String... args) {
    return new Job(
        "dev.cairn.targets." + simpleName,
        List.of(args),
        List.of(Installation.TARGETS, Installation.ANNOTATIONS),
        "");
  }

  /** As tables of results name it: {@code NBody 60 1500}. */
  public String title() {
    return String.join(" ", simpleName(), String.join(" ", args)).strip();
  }

  public static Job workload(String name, String... args) {
    return new Job(
        "dev.cairn.workloads." + name, List.of(args), Installation.workloadsClassPath(), "");
  }

  public Job withLoops(String spec) {
    return new Job(main, args, classPath, spec);
  }

  public Job withArgs(String... other) {
    return new Job(main, List.of(other), classPath, loops);
  }

  public Job withClassPath(List<Path> other) {
    return new Job(main, args, other, loops);
  }

  public String simpleName() {
    return main.substring(main.lastIndexOf('.') + 1);
  }

  String joinedClassPath() {
    return classPath.stream()
        .map(Path::toString)
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  @Override
  public String toString() {
    return simpleName();
  }
}
