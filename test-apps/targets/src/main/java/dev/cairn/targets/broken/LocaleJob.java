package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.util.Locale;

/** Keeps the default locale, which goes with it. */
public final class LocaleJob {
  private LocaleJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = Locale.getDefault().toString().hashCode();
    }
    System.out.println("done " + seen.length);
  }
}
