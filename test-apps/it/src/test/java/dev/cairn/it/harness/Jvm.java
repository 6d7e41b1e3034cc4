package dev.cairn.it.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A JDK and the options that make this JVM unlike the last. */
public record Jvm(Jdk jdk, List<String> options) {
  private static final String SERIAL = "-XX:+UseSerialGC";
  private static final String C1_ONLY = "-XX:TieredStopAtLevel=1";

  private static final List<List<String>> COLLECTORS =
      List.of(
          List.of(SERIAL),
          List.of("-XX:+UseParallelGC"),
          List.of("-XX:+UseG1GC"),
          List.of("-XX:+UseZGC"));

  private static final List<List<String>> COMPILERS = List.of(List.of(), List.of(C1_ONLY));

  private static final List<List<String>> FORMS =
      List.of(
          List.of(),
          List.of("-Xshare:off"),
          List.of("-XX:-UseCompressedOops"),
          List.of("-Xmx300m", "-Xss2m"),
          List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2"),
          List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=3"));

  public Jvm {
    options = List.copyOf(options);
  }

  public static Jvm plain(Jdk jdk) {
    return new Jvm(jdk, List.of(SERIAL));
  }

  /** One that needs a third less processor time for a job of a second. */
  public static Jvm light(Jdk jdk) {
    return new Jvm(jdk, List.of(SERIAL, C1_ONLY));
  }

  /** Some JVM with the given JDK. */
  public static Jvm any(Jdk jdk, Random random) {
    List<String> options = new ArrayList<>(COLLECTORS.get(random.nextInt(COLLECTORS.size())));
    options.addAll(COMPILERS.get(random.nextInt(COMPILERS.size())));
    options.addAll(FORMS.get(random.nextInt(FORMS.size())));
    return new Jvm(jdk, options);
  }

  /** The same with more options, which win over those before. */
  public Jvm with(List<String> more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    return new Jvm(jdk, all);
  }

  @Override
  public String toString() {
    return jdk + " " + String.join(" ", options);
  }
}
