package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.net.URL;
import java.net.URLClassLoader;

/** Holds a class loader of its own with settings that no other JVM would have. */
public final class ClassLoaderJob {
  private static final URLClassLoader held = new URLClassLoader(new URL[0]);

  static {
    held.setDefaultAssertionStatus(true);
  }

  private ClassLoaderJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = held.getURLs().length;
    }
    System.out.println("done " + seen.length);
  }
}
