package dev.cairn.snapshot.heap;

import dev.cairn.runtime.InputUse;
import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.SnapshotMismatchException;
import java.io.BufferedInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Standard input. What the job has read is carried as a number of bytes and their digest: the next
 * JVM reads as many of its own standard input, or of the file that it was, and goes on only if they
 * are the same. So the job is started again with the same input, whether a file or a pipe. Where
 * the input had ended nothing is read again. The buffer of System.in is carried as it is.
 *
 * <p>Refused is what can't be given a second time: a terminal that was read from; and what is not
 * known in bytes: channels, skips, a closed System.in.
 */
final class StandardInput implements JdkSetting {
  private static final String BYTES = "stdin.bytes";
  private static final String DIGEST = "stdin.sha256";
  private static final String ENDED = "stdin.ended";
  private static final String FILE = "stdin.file";
  private static final String START = "stdin.start";
  private static final String BUFFER = "stdin.buffer";
  private static final String[] NUMBERS = {"pos", "markpos", "marklimit"};

  private final @Nullable Object stream;
  private final InputSource source;
  private final boolean closedAtStart;

  StandardInput() {
    this(NamedObjects.Streams.original("in"), new InputSource());
  }

  /**
   * @param stream System.in
   * @param source what lies behind it
   */
  StandardInput(@Nullable Object stream, InputSource source) {
    this.stream = stream;
    this.source = source;
    this.closedAtStart = closed(buffered());
  }

  @Override
  public void capture(Thread job, SortedMap<String, String> state) {
    InputUse.Use use = InputUse.use();
    if (closed(buffered()) && !closedAtStart) {
      throw refused("the job has closed it", "close it after the loop");
    }
    if (use.untold() != null) {
      throw refused(
          use.untold() + ", so that what was read of it is not known",
          "read it through System.in alone");
    }
    if (use.bytes() > 0 && !use.ended() && !source.comesAgain()) {
      throw refused(
          "the job has read from a terminal, which can't give the same again",
          "give the input by a file or a pipe");
    }
    if (use.bytes() > 0 || use.ended()) {
      state.put(BYTES, Long.toString(use.bytes()));
      state.put(DIGEST, use.digest());
      state.put(ENDED, Boolean.toString(use.ended()));
      String file = source.file();
      if (file != null) {
        state.put(FILE, file);
        state.put(START, Long.toString(source.start()));
      }
      BufferedInputStream in = buffered();
      if (in != null && !closedAtStart) {
        captureBuffer(in, state);
      }
    }
  }

  private static void captureBuffer(BufferedInputStream in, SortedMap<String, String> state) {
    for (String name : NUMBERS) {
      state.put(BUFFER + "." + name, Integer.toString(Mem.getInt(in, offset(name))));
    }
    byte[] content = (byte[]) Objects.requireNonNull(Mem.getRef(in, offset("buf")), "closed");
    byte[] used = Arrays.copyOf(content, Mem.getInt(in, offset("count")));
    state.put(BUFFER, content.length + " " + Base64.getEncoder().encodeToString(used));
  }

  @Override
  public void restore(SortedMap<String, String> state, Thread job) {
    String bytes = state.get(BYTES);
    if (bytes == null) {
      return;
    }
    try {
      source.goOn(
          Long.parseLong(bytes),
          state.getOrDefault(DIGEST, ""),
          Boolean.parseBoolean(state.get(ENDED)),
          state.get(FILE),
          Long.parseLong(state.getOrDefault(START, "0")));
      BufferedInputStream in = buffered();
      String buffer = state.get(BUFFER);
      if (in != null && buffer != null) {
        restoreBuffer(in, buffer, state);
      }
    } catch (NumberFormatException e) {
      throw new SnapshotMismatchException("the snapshot's standard input is no number: " + bytes);
    }
  }

  private static void restoreBuffer(
      BufferedInputStream in, String buffer, SortedMap<String, String> state) {
    int space = buffer.indexOf(' ');
    byte[] used = Base64.getDecoder().decode(buffer.substring(space + 1));
    int length = Integer.parseInt(buffer.substring(0, space));
    if (length == 0) {
      return; // not allocated yet
    }
    Mem.putRef(in, offset("buf"), Arrays.copyOf(used, Math.max(length, used.length)));
    Mem.putInt(in, offset("count"), used.length);
    for (String name : NUMBERS) {
      Mem.putInt(in, offset(name), Integer.parseInt(state.get(BUFFER + "." + name)));
    }
  }

  private @Nullable BufferedInputStream buffered() {
    return stream != null && stream.getClass() == BufferedInputStream.class
        ? (BufferedInputStream) stream
        : null;
  }

  private static boolean closed(@Nullable BufferedInputStream in) {
    return in != null && Mem.getRef(in, offset("buf")) == null;
  }

  private static long offset(String field) {
    return Mem.offset(BufferedInputStream.class, field);
  }

  private static NotCapturableException refused(String why, String remedy) {
    return new NotCapturableException("static java.lang.System.in", why, remedy);
  }
}
