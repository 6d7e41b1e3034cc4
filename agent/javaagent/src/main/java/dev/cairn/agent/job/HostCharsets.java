package dev.cairn.agent.job;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import dev.cairn.instrumenter.scan.Acceptance;
import dev.cairn.instrumenter.scan.Source;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.util.Map;

/**
 * The character sets that a job gets where it names none: its host's, until Java 18 by the locale
 * of whoever started the JVM. In another one the same text is other bytes, so a job is not resumed
 * there.
 */
record HostCharsets(String byDefault, String out) {
  private static final String FACT = "charsets";

  /** Of this JVM, before the job can have put another stream in place of standard output. */
  static HostCharsets ofThisJvm() {
    String byDefault = Charset.defaultCharset().name();
    return new HostCharsets(byDefault, ofOutput(System.out, byDefault));
  }

  /** A stream could not be asked before 18, and had the default one. */
  private static String ofOutput(PrintStream out, String byDefault) {
    try {
      return ((Charset) PrintStream.class.getMethod("charset").invoke(out)).name();
    } catch (NoSuchMethodException e) {
      return byDefault;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e); // it is public, and throws nothing
    }
  }

  /** For a snapshot. */
  Map<String, String> facts() {
    return Map.of(FACT, byDefault + " " + out);
  }

  /**
   * Refuses a job that began where there are other ones.
   *
   * @throws AgentException where it did, and nobody answers for it
   */
  void refuseOthers(JobSnapshots.Origin origin, Acceptance accept) {
    String[] was = origin.header().host().more().getOrDefault(FACT, "").split(" ", -1);
    if (was.length != 2 || accept.accepts(Source.CHARSET)) {
      return;
    }
    String which =
        !was[0].equals(byDefault)
            ? "the default charset is " + byDefault + " here, was " + was[0]
            : "standard output's charset is " + out + " here, was " + was[1];
    if (!was[0].equals(byDefault) || !was[1].equals(out)) {
      throw new AgentException(
          ExitCode.DATA,
          origin.file()
              + " was taken where text became other bytes: "
              + which
              + "; resume with -Dfile.encoding="
              + was[0]
              + " -Dstdout.encoding="
              + was[1]
              + ", or with accept=charset where it has no text but ASCII");
    }
  }
}
