package dev.cairn.coordinator.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job's latest way from a host to the next: where the time went from the word to stop to its
 * going on. Times are by the coordinator's clock, in milliseconds; what hosts tell of their part is
 * durations, by clocks of their own.
 *
 * @param from the host that gave it back
 * @param to the host that it went to, or null: none yet
 * @param asked when it was to stop
 * @param givenBack when its files were durable at the coordinator
 * @param ordered when it was given the next host; 0: not yet
 * @param wentOn when that told that it goes on; 0: not yet
 * @param leave the first host's part, or null: not told
 * @param arrival the next host's part, or null: not yet told
 */
public record Move(
    String from,
    @Nullable String to,
    long asked,
    long givenBack,
    long ordered,
    long wentOn,
    @Nullable Leave leave,
    @Nullable Arrival arrival) {
  private static final long BRIEF_MILLIS = 10_000;
  private static final long SECOND = 1_000;
  private static final double MIB = 1 << 20;

  /**
   * How a host gave a job back. In milliseconds.
   *
   * @param safePoint from when it was told until the state was captured
   * @param snapshot until that was durable on its disk
   * @param exit until the JVM had ended
   * @param sent until all was durable at the coordinator
   * @param bytes of chunks that the coordinator had not
   */
  public record Leave(long safePoint, long snapshot, long exit, long sent, long bytes) {
    /**
     * From when things were; a file's date may be before the word, where a snapshot was just being
     * taken, and after the end, where a clock was set: then nothing is shown for that part.
     */
    public static Leave of(
        long told, long captured, long durable, long ended, long sent, long bytes) {
      long over = Math.max(told, ended);
      long state = Math.min(Math.max(captured, told), over);
      long file = Math.min(Math.max(durable, state), over);
      return new Leave(state - told, file - state, over - file, sent, bytes);
    }

    private long millis() {
      return safePoint + snapshot + exit + sent;
    }
  }

  /**
   * How a host took a job up. In milliseconds.
   *
   * @param fetched from when it was told until all files were there
   * @param jvm until the JVM's agent had begun
   * @param resumed until the job was restored
   * @param bytes where its files came from
   */
  public record Arrival(long fetched, long jvm, long resumed, Bytes bytes) {
    private long millis() {
      return fetched + jvm + resumed;
    }
  }

  /**
   * Where fetched chunks came from, in bytes.
   *
   * @param kept they were on the host
   * @param peers from other workers
   * @param coordinator from the coordinator
   */
  public record Bytes(long kept, long peers, long coordinator) {}

  /** A part of the way. */
  public record Piece(String what, long millis) {}

  static Move begun(String from, long asked, long givenBack, @Nullable Leave leave) {
    return new Move(from, null, asked, givenBack, 0, 0, leave, null);
  }

  Move ordered(String host, long now) {
    return new Move(from, host, asked, givenBack, now, 0, leave, null);
  }

  /** Whether this host is on its way to it. */
  boolean leadsTo(String host) {
    return host.equals(to) && arrival == null;
  }

  Move arrived(Arrival how, long now) {
    return new Move(from, to, asked, givenBack, ordered, now, leave, how);
  }

  /** Whether the job went on. */
  public boolean hasArrived() {
    return arrival != null;
  }

  /** From the word to stop to its going on. */
  public long millis() {
    return wentOn - asked;
  }

  /** Its parts in their order, as far as it has come: together they are all of it. */
  public List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    long away = givenBack - asked;
    if (leave == null) {
      pieces.add(new Piece("stopped and sent", away));
    } else {
      pieces.add(new Piece("told", rest(away, leave.millis())));
      pieces.add(new Piece("safe point", leave.safePoint()));
      pieces.add(new Piece("snapshot on disk", leave.snapshot()));
      pieces.add(new Piece("JVM ended", leave.exit()));
      pieces.add(new Piece("sent" + size(leave.bytes()), leave.sent()));
    }
    pieces.add(new Piece("waited for room", ordered - givenBack));
    if (arrival != null) {
      pieces.add(new Piece("ordered", rest(wentOn - ordered, arrival.millis())));
      pieces.add(new Piece("fetched" + origins(arrival.bytes()), arrival.fetched()));
      pieces.add(new Piece("JVM started", arrival.jvm()));
      pieces.add(new Piece("resumed", arrival.resumed()));
    }
    return pieces;
  }

  /** What the hosts don't account for is words under way; clocks differ, but not below nothing. */
  private static long rest(long all, long told) {
    return Math.max(0, all - told);
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, " %.1f MiB", bytes / MIB);
  }

  private static String origins(Bytes b) {
    return size(b.kept())
        + " here,"
        + size(b.peers())
        + " from hosts,"
        + size(b.coordinator())
        + " from the coordinator";
  }

  /** In words. */
  public String text() {
    return "went from "
        + from
        + " to "
        + to
        + " in "
        + time(millis())
        + ": "
        + pieces().stream()
            .map(p -> p.what() + " " + time(p.millis()))
            .collect(Collectors.joining("; "));
  }

  private static String time(long millis) {
    return millis < BRIEF_MILLIS ? millis + " ms" : millis / SECOND + " s";
  }
}
