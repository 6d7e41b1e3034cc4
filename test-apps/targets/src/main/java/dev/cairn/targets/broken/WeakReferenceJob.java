package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the garbage collector has left of its garbage. */
public final class WeakReferenceJob {
  /** By more than one collector leaves to gather before it collects, and less than another does. */
  private static final int GARBAGE = 6_400;

  private static final List<WeakReference<byte[]>> refs = new ArrayList<>();
  private static int length;

  private WeakReferenceJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      refs.add(new WeakReference<>(new byte[10_000]));
      for (int i = 0; i < GARBAGE; i++) {
        length = new byte[10_000].length;
      }
      seen[turn] = refs.stream().filter(r -> r.get() != null).count();
    }
    System.out.println("done " + seen.length + length);
  }
}
