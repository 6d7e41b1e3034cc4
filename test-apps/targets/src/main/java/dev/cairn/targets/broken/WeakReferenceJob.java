package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the garbage collector has left of its garbage. */
public final class WeakReferenceJob {
  private static final List<WeakReference<byte[]>> refs = new ArrayList<>();

  private WeakReferenceJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      refs.add(new WeakReference<>(new byte[1_000_000]));
      seen[turn] = refs.stream().filter(r -> r.get() != null).count();
    }
    System.out.println("done " + seen.length);
  }
}
