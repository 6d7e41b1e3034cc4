package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Keeps a property of the JVM. */
public final class PropertiesJob {
  private PropertiesJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = System.getProperty("java.vm.info").hashCode();
    }
    System.out.println("done " + seen.length);
  }
}
