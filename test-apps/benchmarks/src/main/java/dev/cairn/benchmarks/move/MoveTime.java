package dev.cairn.benchmarks.move;

import dev.cairn.benchmarks.Page;
import dev.cairn.benchmarks.Sample;
import dev.cairn.benchmarks.Scratch;
import dev.cairn.coordinator.core.Move;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code MoveTime REPORT [rounds]}: sends a job with 10 MB of live objects to and fro between two
 * workers of one machine, and writes a report of where the time goes from the word until it goes
 * on.
 */
public final class MoveTime {
  private static final int ROUNDS = 12;

  /** The first ones find caches empty and workers cold. */
  private static final int WARM_UP = 2;

  private static final double GOAL_SECONDS = 1.5;

  private MoveTime() {}

  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: MoveTime REPORT [rounds]");
      System.exit(64);
    }
    int rounds = args.length < 2 ? ROUNDS : Integer.parseInt(args[1]);
    page(rounds).write(Path.of(args[0]));
  }

  private static Page page(int rounds) throws IOException {
    Page page =
        new Page(
            "From the word to move until the job goes on elsewhere",
            "move-time",
            List.of(Page.running()));
    page.line("- coordinator, two workers and job on this one machine; wall time");
    page.line(
        "- " + rounds + " moves, one after the other, after " + WARM_UP + " that don't count");
    page.line("");
    page.line("A job with 10 MB of live objects, of which it changes 1 % in each pass, is told");
    page.line("`migrate`. Medians with 95 % bootstrap intervals, by the coordinator's clock and");
    page.line("what the workers tell of their parts; `cairn show` prints the same of any job.");
    page.line("");
    List<Move> moves = moves(rounds);
    page.row("| part | ms |");
    page.row("|---|--:|");
    parts(moves).forEach((part, all) -> page.row("| " + part + " | " + cell(all) + " |"));
    Sample seconds = new Sample(moves.stream().map(m -> m.millis() / 1e3).toList());
    page.row(
        "| **all of it** | " + cell(moves.stream().map(m -> (double) m.millis()).toList()) + " |");
    page.line("");
    page.row(Page.goal("from the word until it goes on, s", seconds.median(), GOAL_SECONDS));
    return page;
  }

  private static String cell(List<Double> values) {
    return Page.cell(new Sample(values), 0);
  }

  /** By what they are, without the bytes that were sent. */
  private static Map<String, List<Double>> parts(List<Move> moves) {
    Map<String, List<Double>> parts = new LinkedHashMap<>();
    for (Move move : moves) {
      for (Move.Piece piece : move.pieces()) {
        String part = piece.what().replaceFirst(" [\\d.]+ MiB.*", "");
        parts.computeIfAbsent(part, p -> new ArrayList<>()).add((double) piece.millis());
      }
    }
    return parts;
  }

  private static List<Move> moves(int rounds) throws IOException {
    List<Move> moves = new ArrayList<>();
    try (Scratch scratch = Scratch.create();
        TwoHosts hosts = TwoHosts.start(scratch.folder())) {
      List<String> job = MovedJob.held("10 MB of objects", "-Xmx512m", "objects", "10").java();
      long id = hosts.submit(job);
      for (int i = 0; i < WARM_UP + rounds; i++) {
        Move move = hosts.migrate(id);
        System.out.println(move.text());
        if (i >= WARM_UP) {
          moves.add(move);
        }
      }
      hosts.end(id);
    }
    return moves;
  }
}
