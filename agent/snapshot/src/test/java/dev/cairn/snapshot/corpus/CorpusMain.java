package dev.cairn.snapshot.corpus;

import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.format.HeapImage;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.graph.SnapshotDiff;
import dev.cairn.snapshot.graph.SnapshotGraph;
import dev.cairn.snapshot.heap.Snapshots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Run in JVMs of their own: {@code write DIR} builds the cases and writes snapshots of them, {@code
 * read DIR} restores these, takes them again, and checks each case. Prints one line for each case.
 *
 * <p>A snapshot holds many cases, each a local of its one frame: most of the time would go into
 * what every snapshot costs.
 */
public final class CorpusMain {
  private static final int TOGETHER = 25;

  private CorpusMain() {}

  public static void main(String[] args) {
    boolean write = args[0].equals("write");
    int number = 0;
    for (List<Case> group : groups()) {
      Path file = Path.of(args[1]).resolve(number++ + ".cairn");
      List<Object> graphs = new ArrayList<>();
      String all =
          outcome(() -> graphs.addAll(write ? written(group, file) : Snapshots.restore(file)));
      if (!write && all.equals("ok")) {
        all = outcome(() -> takeAgain(graphs, file));
      }
      for (int i = 0; i < group.size(); i++) {
        Case c = group.get(i);
        Object graph = i < graphs.size() ? graphs.get(i) : null;
        // The check must hold for the original, too.
        String one = all.equals("ok") ? outcome(() -> c.check().accept(graph)) : all;
        System.out.println("case " + c.name() + ": " + one);
      }
    }
  }

  /** Cases that another release refuses are alone, so that they take no other along. */
  private static List<List<Case>> groups() {
    List<List<Case>> groups = new ArrayList<>();
    List<Case> open = new ArrayList<>();
    for (Case c : Corpus.cases()) {
      if (c.oneRelease()) {
        groups.add(List.of(c));
      } else {
        open.add(c);
        if (open.size() == TOGETHER) {
          groups.add(open);
          open = new ArrayList<>();
        }
      }
    }
    groups.add(open);
    return groups;
  }

  private interface Step {
    void run() throws Exception;
  }

  private static String outcome(Step step) {
    try {
      step.run();
      return "ok";
    } catch (SnapshotException e) {
      return "REFUSED " + e.getMessage();
    } catch (Throwable t) {
      String outcome = "FAILED " + t.toString().replace('\n', ' ');
      for (StackTraceElement e : t.getStackTrace()) {
        if (e.getClassName().startsWith("dev.cairn")) {
          return outcome + " at " + e;
        }
      }
      return outcome;
    }
  }

  private static List<Object> written(List<Case> cases, Path file) {
    List<Object> graphs = new ArrayList<>();
    cases.forEach(c -> graphs.add(c.make().get()));
    Snapshots.write(Snapshots.capture(Corpus.classes(), graphs.toArray()), file);
    return graphs;
  }

  private static void takeAgain(List<Object> graphs, Path file) throws Exception {
    HeapImage again = Snapshots.capture(Corpus.classes(), graphs.toArray());
    if (!SnapshotFile.readHeader(file).stateDigest().equals(again.stateDigest())) {
      Path second = file.resolveSibling("again-" + file.getFileName());
      Snapshots.write(again, second);
      throw new AssertionError(
          "differs: "
              + SnapshotDiff.firstDifference(SnapshotGraph.read(file), SnapshotGraph.read(second)));
    }
  }
}
