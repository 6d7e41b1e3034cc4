package dev.cairn.snapshot.corpus;

import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.format.HeapImage;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.heap.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Run in JVMs of their own: {@code write DIR} builds each case and writes its snapshot, {@code read
 * DIR} restores each, takes it again, and checks it. Prints one line for each case.
 */
public final class CorpusMain {
  private CorpusMain() {}

  public static void main(String[] args) {
    Path dir = Path.of(args[1]);
    List<Case> cases = Corpus.cases();
    for (int i = 0; i < cases.size(); i++) {
      Case c = cases.get(i);
      Path file = dir.resolve(i + ".cairn");
      String outcome;
      try {
        outcome = args[0].equals("write") ? write(c, file) : read(c, file);
      } catch (SnapshotException e) {
        outcome = "REFUSED " + e.getMessage();
      } catch (Throwable t) {
        outcome = "FAILED " + t.toString().replace('\n', ' ');
        for (StackTraceElement e : t.getStackTrace()) {
          if (e.getClassName().startsWith("dev.cairn")) {
            outcome += " at " + e;
            break;
          }
        }
      }
      System.out.println("case " + c.name() + ": " + outcome);
    }
  }

  private static String write(Case c, Path file) {
    Object o = c.make().get();
    HeapImage image = Snapshots.capture(Corpus.classes(), o);
    Snapshots.write(image, file);
    c.check().accept(o); // the check itself must hold for the original
    return "ok";
  }

  private static String read(Case c, Path file) throws Exception {
    if (!Files.exists(file)) {
      return "absent";
    }
    List<Object> locals = Snapshots.restore(file);
    HeapImage again = Snapshots.capture(Corpus.classes(), locals.get(0));
    String digest = SnapshotFile.readHeader(file).stateDigest();
    if (!digest.equals(again.stateDigest())) {
      Path second = file.resolveSibling("again-" + file.getFileName());
      Snapshots.write(again, second);
      return "DIFFERS "
          + dev.cairn.snapshot.graph.SnapshotDiff.firstDifference(
              dev.cairn.snapshot.graph.SnapshotGraph.read(file),
              dev.cairn.snapshot.graph.SnapshotGraph.read(second));
    }
    c.check().accept(locals.get(0));
    return "ok";
  }
}
