package dev.cairn.benchmarks.move;

import dev.cairn.benchmarks.OthersProgram;
import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A job that is saved and moved, as it is started.
 *
 * @param options of the JVM
 * @param loops the option of the agent, or nothing for annotated ones
 * @param program class path, main class and arguments
 */
record MovedJob(String name, List<String> options, String loops, List<String> program) {
  /** So much longer than {@code programs-cost} has them: none shall end before it is stopped. */
  private static final int LONGER = 10;

  static List<MovedJob> all() throws IOException {
    List<MovedJob> all = new ArrayList<>();
    for (OthersProgram p : OthersProgram.all()) {
      all.add(
          new MovedJob(
              p.name(),
              List.of("-Xms512m", "-Xmx512m"),
              ",loops=" + p.loops(),
              p.longer(LONGER).program()));
    }
    all.add(held("10 MB of objects", "-Xmx512m", "objects", "10"));
    all.add(held("100 MB of objects", "-Xmx1g", "objects", "100"));
    all.add(held("700 MB of objects", "-Xmx3g", "objects", "700"));
    all.add(held(ARRAYS, "-Xmx1g", "arrays"));
    return all;
  }

  /** The one that goals are set for. */
  static final String ARRAYS = "25 x 8 MiB, list of 1M";

  /** One that keeps objects until it is ended ({@link HeldMain}). */
  static MovedJob held(String name, String heap, String... arguments) throws IOException {
    List<String> program = new ArrayList<>(List.of("-cp", ownClasses(), HeldMain.class.getName()));
    program.addAll(List.of(arguments));
    return new MovedJob(name, List.of(heap), "", program);
  }

  private static String ownClasses() throws IOException {
    try {
      return Path.of(HeldMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IOException("where these classes lie is no file", e);
    }
  }

  /** Under the agent, which asks for a snapshot each second and tells what it did in a file. */
  List<String> command(Jdk jdk, Path agent, Path dir, Path report) {
    List<String> words = java(jdk);
    words.add("-javaagent:" + agent + "=every=1s,dir=" + dir + ",report=" + report + loops);
    words.addAll(program);
    return words;
  }

  /** A JVM like the job's that only starts and ends. */
  List<String> nothing(Jdk jdk) throws IOException {
    List<String> words = java(jdk);
    words.addAll(List.of("-cp", ownClasses(), Nothing.class.getName()));
    return words;
  }

  private List<String> java(Jdk jdk) {
    List<String> words = new ArrayList<>(List.of(jdk.java().toString(), "-XX:+UseSerialGC"));
    words.addAll(options);
    return words;
  }

  /** What stands behind {@code java}, in a folder of the job's own. */
  List<String> java() {
    List<String> words = new ArrayList<>(options);
    words.addAll(program);
    return words;
  }
}
