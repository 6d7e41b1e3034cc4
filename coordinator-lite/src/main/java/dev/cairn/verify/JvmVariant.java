package dev.cairn.verify;

import dev.cairn.launch.Jdk;
import java.util.List;

/**
 * One way to run a leg: a JDK and options that must not change any result.
 *
 * @param perturbation seed of what the agent disturbs before the job begins (it loads classes and
 *     hashes objects), so that addresses and hash streams differ
 */
public record JvmVariant(Jdk jdk, List<String> options, long perturbation) {
  public JvmVariant {
    options = List.copyOf(options);
  }

  /** The same, but for what only a short leg can bear. */
  JvmVariant compiled() {
    List<String> quick = options.stream().filter(o -> !o.equals("-Xint")).toList();
    return new JvmVariant(jdk, quick, perturbation);
  }

  /** What two legs have in common that ran in equally configured JVMs. */
  String configuration() {
    return jdk.home() + " " + options;
  }

  @Override
  public String toString() {
    return options.isEmpty() ? jdk.toString() : jdk + " " + String.join(" ", options);
  }
}
