package dev.cairn.benchmarks;

import dev.cairn.launch.Jdk;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of those that are measured side by side.
 *
 * @param name as the report has it
 * @param options of the JVM
 * @param classPath where its kernels lie
 * @param main runs a kernel: {@code main kernel warmUps repetitions}
 */
record Contender(String name, List<String> options, String classPath, String main) {
  private static final String KERNELS = "dev.cairn.benchmarks.kernels.";

  static Contender plain(String main) {
    return new Contender("plain", List.of(), System.getProperty("java.class.path"), KERNELS + main);
  }

  /** Under the agent, with a timer that would ask for snapshots in an hour. */
  static Contender cairn(String main, Path agent, Path directory) {
    return cairn("Cairn", main, agent, directory, "every=1h");
  }

  /**
   * Under the agent.
   *
   * @param options the agent's, beside the directory
   */
  static Contender cairn(String name, String main, Path agent, Path directory, String options) {
    return new Contender(
        name,
        List.of("-javaagent:" + agent + "=" + options + ",dir=" + directory),
        System.getProperty("java.class.path"),
        KERNELS + main);
  }

  /** A peer's kernels, woven by it before the run (peers/build). */
  static Contender peer(String name, Path folder) {
    return new Contender(
        name,
        List.of(),
        folder.resolve(name + ".jar") + File.pathSeparator + folder.resolve("lib") + "/*",
        "dev.cairn.benchmarks." + name + ".PeerMain");
  }

  /** How a kernel is started in a JVM of its own. */
  List<String> command(Jdk jdk, String kernel, Effort effort) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main, kernel));
    command.addAll(List.of("" + effort.warmUps(), "" + effort.repetitions()));
    return command;
  }
}
