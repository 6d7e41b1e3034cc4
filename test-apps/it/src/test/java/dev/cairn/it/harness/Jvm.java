package dev.cairn.it.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A JDK and the options that make this JVM unlike the last. */
public record Jvm(Jdk jdk, List<String> options) {
  private static final List<List<String>> COLLECTORS =
      List.of(
          List.of("-XX:+UseSerialGC"),
          List.of("-XX:+UseParallelGC"),
          List.of("-XX:+UseG1GC"),
          List.of("-XX:+UseZGC"));

  private static final List<List<String>> COMPILERS =
      List.of(
          List.of(),
          List.of("-XX:TieredStopAtLevel=1"),
          List.of("-Xshare:off"),
          List.of("-XX:-UseCompressedOops"),
          List.of("-Xmx300m", "-Xss2m"),
          List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2"),
          List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=3"));

  public Jvm {
    options = List.copyOf(options);
  }

  public static Jvm plain(Jdk jdk) {
    return new Jvm(jdk, List.of("-XX:+UseSerialGC"));
  }

  /** Some JVM with the given JDK. */
  public static Jvm any(Jdk jdk, Random random) {
    List<String> options = new ArrayList<>(COLLECTORS.get(random.nextInt(COLLECTORS.size())));
    options.addAll(COMPILERS.get(random.nextInt(COMPILERS.size())));
    return new Jvm(jdk, options);
  }

  @Override
  public String toString() {
    return jdk + " " + String.join(" ", options);
  }
}
