package dev.cairn.snapshot.random;

import dev.cairn.snapshot.Jvms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM set up in a way that lays objects out in its own.
 *
 * @param release of the JDK
 * @param options words of its command line
 */
record JvmVariant(int release, List<String> options) {
  private static final List<String> OF_EACH =
      List.of(
          "-XX:+UseG1GC",
          "-XX:+UseSerialGC",
          "-XX:+UseParallelGC",
          "-XX:+UseZGC",
          "-XX:+UseShenandoahGC",
          "-XX:-UseCompressedOops",
          "-XX:-CompactStrings",
          "-Xshare:off",
          "-Xmx40g"); // references of 64 bits, where nobody asked for them

  /** Those of the JDKs that this machine has. */
  static List<JvmVariant> all() {
    List<JvmVariant> all = new ArrayList<>();
    add(all, 17, OF_EACH);
    add(all, 17, List.of("-XX:-UseCompressedClassPointers"));
    add(all, 25, OF_EACH);
    add(
        all,
        25,
        List.of(
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseCompactObjectHeaders -XX:+UseZGC",
            "-XX:+UseCompactObjectHeaders -XX:-UseCompressedOops"));
    return all;
  }

  private static void add(List<JvmVariant> all, int release, List<String> options) {
    if (Jvms.ofRelease(release).isPresent()) {
      options.forEach(o -> all.add(new JvmVariant(release, List.of(o.split(" ", -1)))));
    }
  }

  /** Writes random graphs. */
  void write(Path folder, long seed) throws Exception {
    run("write", folder.resolve(toString()), seed);
  }

  /** Compares what another wrote there; gives {@link MovedGraphs#SAME} or what differs. */
  String read(JvmVariant writer, Path folder, long seed) throws Exception {
    List<String> lines = run("read", folder.resolve(writer.toString()), seed);
    return lines.stream()
        .filter(l -> l.startsWith("seen: "))
        .map(l -> l.substring("seen: ".length()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(lines.toString()));
  }

  private List<String> run(String what, Path file, long seed) throws Exception {
    List<String> all = new ArrayList<>(options);
    all.add("-XX:TieredStopAtLevel=1"); // half the processor time, for a JVM that lives a second
    Path home = Jvms.ofRelease(release).orElseThrow();
    return Jvms.run(home, all, MovedGraphs.class, what, file.toString(), Long.toString(seed));
  }

  /** As a file may be called. */
  @Override
  public String toString() {
    StringBuilder b = new StringBuilder().append(release);
    options.forEach(o -> b.append(' ').append(o.replaceFirst("^-(XX:)?", "")));
    return b.toString();
  }
}
