package dev.cairn.benchmarks.abilities;

import dev.cairn.annotations.Cairn;
import dev.cairn.launch.Jdk;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main of this room under the agent: stopped at a safe point, and gone on. */
record CairnRun(Path agent, Path folder) {
  private static final int CHECKPOINTED = 85;

  /** What {@link Family} looks into. */
  private static final List<String> OPENED =
      List.of("--add-opens", "java.base/java.util=ALL-UNNAMED");

  /** What the job printed last after it was stopped on one JDK and started again on another. */
  String moved(Jdk first, Jdk second, long stopAt, List<String> mainAndArguments)
      throws IOException {
    Path dir = Files.createTempDirectory(folder, "ck");
    StoppedRun stopped = run(first, dir, ",stop-at=" + stopAt, mainAndArguments);
    if (stopped.exit() != CHECKPOINTED) {
      return Outcome.failed(
          "not stopped: " + stopped.errors().stream().reduce((a, b) -> b).orElse(stopped.last()));
    }
    return run(second, dir, "", mainAndArguments).last();
  }

  /** What the job printed last that was saved at a safe point, and went on in the same JVM. */
  String stayed(Jdk jdk, long snapshotAt, List<String> mainAndArguments) throws IOException {
    Path dir = Files.createTempDirectory(folder, "ck");
    StoppedRun run = run(jdk, dir, ",snapshot-at=" + snapshotAt, mainAndArguments);
    boolean saved = Files.exists(dir.resolve("gen-00000001.cairn"));
    return saved
        ? run.last()
        : Outcome.failed(
            "not saved: " + run.errors().stream().reduce((a, b) -> b).orElse(run.last()));
  }

  private StoppedRun run(Jdk jdk, Path dir, String options, List<String> mainAndArguments)
      throws IOException {
    List<String> words = new ArrayList<>(OPENED);
    words.add("-javaagent:" + agent + "=every=1h,dir=" + dir + options);
    words.addAll(List.of("-cp", place(CairnRun.class) + File.pathSeparator + place(Cairn.class)));
    words.addAll(mainAndArguments);
    return StoppedRun.java(jdk, folder, words);
  }

  /** The programs' own classes only: jars of libraries may hold other classes for another JDK. */
  private static String place(Class<?> of) throws IOException {
    try {
      return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IOException("where " + of + " lies is no file", e);
    }
  }
}
