package dev.cairn.benchmarks.abilities;

import dev.cairn.benchmarks.stops.Stops;
import dev.cairn.launch.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A peer's programs that stop in hard places, woven before ({@code peers/build-stops}).
 *
 * @param peers where its jars lie
 * @param folder for what it saves
 */
record PeerStops(String peer, Path peers, Path folder) {
  private static final String SAVED = "saved";
  private static final String TOLD = "told ";

  /** What came of a program that goes on in the same JVM after each stop. */
  String stayed(Jdk jdk, Stops stops, String expected) throws IOException {
    return woven(stops) ? cell(run(jdk, stops, "stay"), expected) : unwoven(stops);
  }

  /** What came of a program that is stopped on one JDK, and goes on on another. */
  String moved(Jdk first, Jdk second, Stops stops, String expected) throws IOException {
    if (!woven(stops)) {
      return unwoven(stops);
    }
    String file = folder.resolve(peer + "-" + stops).toString();
    String stopped = run(first, stops, "save", file);
    return stopped.equals(SAVED)
        ? cell(run(second, stops, "load", file), expected)
        : Outcome.failed("not saved: " + stopped);
  }

  private static String cell(String last, String expected) {
    return last.startsWith(TOLD)
        ? Outcome.told(expected, last.substring(TOLD.length()))
        : Outcome.failed(last);
  }

  private String run(Jdk jdk, Stops stops, String... how) throws IOException {
    String main = "dev.cairn.benchmarks.stops." + peer + ".PeerMain";
    String classPath = jar(stops, ".jar") + File.pathSeparator + peers.resolve("lib") + "/*";
    List<String> words = new ArrayList<>(List.of("-cp", classPath, main, stops.name()));
    words.addAll(List.of(how));
    return StoppedRun.java(jdk, folder, words).last();
  }

  private boolean woven(Stops stops) {
    return Files.exists(jar(stops, ".jar"));
  }

  private String unwoven(Stops stops) throws IOException {
    return Outcome.failed(
        "won't weave: "
            + Files.readAllLines(jar(stops, ".log")).stream()
                .filter(l -> l.contains("Exception"))
                .map(l -> l.replaceAll("^Exception in thread \"main\" ([a-z]+\\.)*", ""))
                .findFirst()
                .orElse("it does not say why"));
  }

  private Path jar(Stops stops, String ending) {
    String program = stops.program().getClass().getSimpleName();
    return peers.resolve("stops-" + peer + "-" + program + ending);
  }
}
