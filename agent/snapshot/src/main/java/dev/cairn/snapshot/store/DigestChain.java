package dev.cairn.snapshot.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The digests of a job's states at every so many safe points, each chained to all before it, as
 * they lie in a text file beside the snapshots:
 *
 * <pre>
 *   cairn digests 1, every 1000 safe points
 *   0     -               h0 = 64 zeros
 *   1000  state digest    h1 = SHA-256(h0, 1000, state digest)
 *   2000  state digest    h2 = SHA-256(h1, 2000, state digest)
 * </pre>
 *
 * In a directory that a job was moved to, the chain begins where that snapshot stood. Immutable.
 *
 * @param every how many safe points lie between two
 * @param start what the first links to
 * @param links in order
 */
public record DigestChain(long every, Link start, List<Link> links) {
  /** The name of its file in a job's directory. */
  public static final String FILE = "digests.txt";

  private static final Pattern HEAD =
      Pattern.compile("cairn digests 1, every ([1-9]\\d{0,17}) safe points");
  private static final Pattern LINE =
      Pattern.compile("(\\d{1,18}) (-|[0-9a-f]{64}) ([0-9a-f]{64})");

  public DigestChain {
    links = List.copyOf(links);
  }

  /**
   * One state.
   *
   * @param reached safe points since C0
   * @param stateDigest hex; {@code -} where a chain begins
   * @param hash hex, over this and all before it
   */
  public record Link(long reached, String stateDigest, String hash) {
    /** C0: no state has been looked at. */
    public static final Link C0 = new Link(0, "-", "0".repeat(64));

    /** The one behind it. */
    public Link next(long later, String digest) {
      MessageDigest sha = sha256();
      sha.update(HexFormat.of().parseHex(hash));
      for (int shift = 56; shift >= 0; shift -= 8) {
        sha.update((byte) (later >>> shift));
      }
      sha.update(HexFormat.of().parseHex(digest));
      return new Link(later, digest, HexFormat.of().formatHex(sha.digest()));
    }

    /** Its line in the file. */
    public String line() {
      return reached + " " + stateDigest + " " + hash + "\n";
    }
  }

  /** The file's first two lines. */
  public static String head(long every, Link start) {
    return "cairn digests 1, every "
        + every
        + " safe points\n"
        + new Link(start.reached(), "-", start.hash()).line();
  }

  /**
   * Without the links behind safe point {@code reached}: what a job that goes on from there has.
   */
  public DigestChain upTo(long reached) {
    return new DigestChain(
        every, start, links.stream().filter(l -> l.reached() <= reached).toList());
  }

  /** The newest link. */
  public Link newest() {
    return links.isEmpty() ? start : links.get(links.size() - 1);
  }

  public String text() {
    StringBuilder text = new StringBuilder(head(every, start));
    links.forEach(l -> text.append(l.line()));
    return text.toString();
  }

  /**
   * Reads a file's text. A last line that is not whole yet is passed over.
   *
   * @throws BrokenException where a line is none, or does not follow from those before it
   */
  public static DigestChain parse(String text) throws BrokenException {
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    Matcher head = HEAD.matcher(lines.isEmpty() ? "" : lines.get(0));
    if (lines.size() < 2 || !head.matches()) {
      throw new BrokenException(1, "is not how a chain of digests begins");
    }
    Link start = link(lines, 1);
    List<Link> links = new ArrayList<>();
    Link before = start;
    for (int i = 2; i < lines.size(); i++) {
      Link link = link(lines, i);
      if (link.reached() <= before.reached()
          || link.stateDigest().length() != 64
          || !before.next(link.reached(), link.stateDigest()).equals(link)) {
        throw new BrokenException(i + 1, "does not follow from the one before it");
      }
      links.add(link);
      before = link;
    }
    return new DigestChain(Long.parseLong(head.group(1)), start, links);
  }

  private static Link link(List<String> lines, int i) throws BrokenException {
    Matcher m = LINE.matcher(lines.get(i));
    if (!m.matches()) {
      throw new BrokenException(i + 1, "is no digest");
    }
    return new Link(Long.parseLong(m.group(1)), m.group(2), m.group(3));
  }

  /** The first safe point, looked at in both runs, at which their states differ. */
  public Optional<Long> firstDifference(DigestChain other) {
    Map<Long, String> digests =
        links.stream().collect(Collectors.toMap(Link::reached, Link::stateDigest));
    return other.links.stream()
        .filter(l -> !l.stateDigest().equals(digests.getOrDefault(l.reached(), l.stateDigest())))
        .map(Link::reached)
        .findFirst();
  }

  /** The file is not what was written. */
  public static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenException(int line, String what) {
      super("line " + line + " " + what, null, false, false);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
