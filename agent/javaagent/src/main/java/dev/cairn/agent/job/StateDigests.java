package dev.cairn.agent.job;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import dev.cairn.agent.Say;
import dev.cairn.agent.options.AgentOptions;
import dev.cairn.snapshot.store.DigestChain;
import dev.cairn.snapshot.store.DigestChain.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Digests of the job's state at every so many safe points, in a {@link DigestChain} beside the
 * generations: the same lines in every run, wherever it stopped. A snapshot holds the newest link
 * before it, so that the chain goes on from there where the file was left behind. Used on the job's
 * thread alone.
 */
final class StateDigests {
  private static final String FACT = "digests";

  private final long every;
  private final Path file;
  private Link newest;
  private @Nullable FileChannel out;

  private StateDigests(long every, Path file, Link newest) {
    this.every = every;
    this.file = file;
    this.newest = newest;
  }

  /**
   * As the options have it; of a job that goes on, as it had it.
   *
   * @throws AgentException where the options ask for other ones than the job has
   */
  static StateDigests of(
      AgentOptions options, JobSnapshots.@Nullable Origin origin, Path directory) {
    Path file = directory.resolve(DigestChain.FILE);
    long asked = options.digestEvery();
    if (origin == null) {
      return new StateDigests(asked, file, Link.C0);
    }
    String[] fact = origin.header().host().more().getOrDefault(FACT, "0 0 - -").split(" ", -1);
    long every = Long.parseLong(fact[0]);
    if (asked > 0 && asked != every) {
      throw new AgentException(
          ExitCode.DATA,
          origin.file()
              + " was taken with "
              + (every == 0 ? "no digests" : "digest-every=" + every)
              + ": safe points are counted from C0; resume without digest-every, or begin anew with"
              + " the option fresh");
    }
    return new StateDigests(every, file, new Link(Long.parseLong(fact[1]), fact[2], fact[3]));
  }

  /** How many safe points lie between two; 0: none are taken. */
  long every() {
    return every;
  }

  /**
   * The job begins: what the file tells of later states is cut off, since the job comes there
   * again.
   */
  void begin(Say say) throws IOException {
    if (every == 0) {
      return;
    }
    DigestChain chain = new DigestChain(every, newest, List.of());
    if (newest.reached() > 0 && Files.exists(file)) {
      chain = found(chain, say);
    }
    out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    write(chain.text());
  }

  /** The file's chain up to here, if it is that of this job; else one that begins here. */
  private DigestChain found(DigestChain otherwise, Say say) throws IOException {
    String why = "is another run's";
    try {
      DigestChain chain = DigestChain.parse(Files.readString(file)).upTo(newest.reached());
      if (chain.newest().hash().equals(newest.hash()) && chain.every() == every) {
        return chain;
      }
    } catch (DigestChain.BrokenException e) {
      why = String.valueOf(e.getMessage());
    }
    say.line(file + " " + why + ": the chain of digests begins anew at " + newest.reached());
    return otherwise;
  }

  /** Whether the state at this safe point, counted from C0, belongs in the chain. */
  boolean due(long reached) {
    return every > 0 && reached > newest.reached() && reached % every == 0;
  }

  /** Adds the state at {@code reached}. */
  void add(long reached, String stateDigest) throws IOException {
    newest = newest.next(reached, stateDigest);
    write(newest.line());
  }

  private void write(String text) throws IOException {
    if (out != null) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  /** For a snapshot, which must not be durable before what it refers to is. */
  Map<String, String> facts() throws IOException {
    if (out == null) {
      return Map.of();
    }
    out.force(false);
    return Map.of(
        FACT, every + " " + newest.reached() + " " + newest.stateDigest() + " " + newest.hash());
  }
}
