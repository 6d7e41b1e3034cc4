package dev.cairn.snapshot.heap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayReader;
import java.io.CharArrayWriter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PushbackInputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Former contents that are left in buffers of the JDK: no state, but not lost. */
class DeadContentTest {
  @TempDir Path dir;

  /** Where all goes that is written, and where nothing comes from. */
  private static final class Sink extends OutputStream {
    @Override
    public void write(int b) {}
  }

  /** Gives characters that are not part of its state. */
  private static final class Source extends InputStream {
    private static String text = "";
    private int at;

    @Override
    public int read() {
      return at < text.length() ? text.charAt(at++) : -1;
    }

    @Override
    public int available() {
      return text.length() - at;
    }
  }

  private interface Maker {
    Object of(String text) throws IOException;
  }

  /** A kind of buffer: with the text left in it, and with the text in use. */
  private record Kind(String name, Maker dead, Maker live) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Object written(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
    return out;
  }

  private static Object written(Writer out, String text) throws IOException {
    out.write(text);
    return out;
  }

  private static Object flushed(Writer out, String text) throws IOException {
    out.write(text);
    out.flush();
    return out;
  }

  private static Object read(InputStream in, int bytes) throws IOException {
    assertThat(in.readNBytes(bytes)).hasSize(bytes);
    return in;
  }

  private static Object read(Reader in, int chars) throws IOException {
    char[] read = new char[chars];
    for (int n = 0; n < chars; ) {
      int some = in.read(read, n, chars - n);
      assertThat(some).isPositive();
      n += some;
    }
    return in;
  }

  private static InputStream source(String text) {
    Source.text = text;
    return new Source();
  }

  private static BufferedReader reader(String text) {
    return new BufferedReader(new InputStreamReader(source(text), US_ASCII));
  }

  private static PushbackInputStream pushed(String text) throws IOException {
    PushbackInputStream in = new PushbackInputStream(source(""), 8);
    in.unread(text.getBytes(US_ASCII));
    return in;
  }

  private static PushbackReader pushedReader(String text) throws IOException {
    PushbackReader in = new PushbackReader(new CharArrayReader(new char[0]), 8);
    in.unread(text.toCharArray());
    return in;
  }

  private static BufferedWriter buffered() {
    return new BufferedWriter(new OutputStreamWriter(new Sink(), US_ASCII));
  }

  static List<Kind> kinds() {
    return List.of(
        new Kind("BufferedWriter", t -> flushed(buffered(), t), t -> written(buffered(), t)),
        new Kind(
            "OutputStreamWriter",
            t -> flushed(new OutputStreamWriter(new Sink(), UTF_16LE), t),
            t -> written(new OutputStreamWriter(new Sink(), UTF_16LE), t)),
        new Kind(
            "PrintStream",
            t -> new PrintStream(new Sink()).append(t),
            t -> new PrintStream(new BufferedOutputStream(new Sink())).append(t)),
        new Kind(
            "BufferedOutputStream",
            t -> {
              OutputStream out = new BufferedOutputStream(new Sink());
              written(out, t);
              out.flush();
              return out;
            },
            t -> written(new BufferedOutputStream(new Sink()), t)),
        new Kind(
            "DataOutputStream",
            t -> {
              DataOutputStream out = new DataOutputStream(new Sink());
              out.writeUTF(t);
              out.writeLong(t.hashCode());
              return out;
            },
            t -> new DataOutputStream((OutputStream) written(new ByteArrayOutputStream(), t))),
        new Kind(
            "ByteArrayOutputStream",
            t -> {
              ByteArrayOutputStream out = new ByteArrayOutputStream();
              written(out, t);
              out.reset();
              return written(out, t.substring(0, 1));
            },
            t -> written(new ByteArrayOutputStream(), t)),
        new Kind(
            "CharArrayWriter",
            t -> {
              CharArrayWriter out = new CharArrayWriter();
              written(out, t);
              out.reset();
              return written(out, t.substring(0, 1));
            },
            t -> written(new CharArrayWriter(), t)),
        new Kind(
            "StringBuilder",
            t -> new StringBuilder("const ").append(t).delete(7, 99),
            t -> new StringBuilder("const ").append(t)),
        new Kind(
            "StringBuffer of wide characters",
            t -> new StringBuffer("\u20ac").append(t).delete(2, 99),
            t -> new StringBuffer("\u20ac").append(t)),
        new Kind(
            "BufferedInputStream",
            t -> read(new BufferedInputStream(source(t)), t.length()),
            t -> read(new BufferedInputStream(source(t)), 1)),
        new Kind("PushbackInputStream", t -> read(pushed(t), t.length()), t -> read(pushed(t), 1)),
        new Kind(
            "PushbackReader",
            t -> read(pushedReader(t), t.length()),
            t -> read(pushedReader(t), 1)),
        new Kind(
            "InputStreamReader",
            t -> read(new InputStreamReader(source(t), US_ASCII), t.length()),
            t -> read(new InputStreamReader(source(t), US_ASCII), 1)),
        new Kind("BufferedReader", t -> read(reader(t), t.length()), t -> read(reader(t), 1)),
        new Kind(
            "BufferedReader with a mark",
            t -> {
              BufferedReader in = reader(t + "abcd");
              read(in, t.length());
              in.mark(10);
              return read(in, 3);
            },
            t -> {
              BufferedReader in = reader(t + "abcd");
              in.mark(10);
              return read(in, t.length() + 3);
            }));
  }

  private static String digest(Object... locals) {
    source("");
    return Snapshots.capture(List.of(Sink.class, Source.class), locals).stateDigest();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void onlyWhatCountsIsState(Kind kind) throws IOException {
    assertThat(digest(kind.dead.of("12:34")))
        .isEqualTo(digest(kind.dead.of("12:34")))
        .isEqualTo(digest(kind.dead.of("13:59")));
    assertThat(digest(kind.live.of("12:34")))
        .isEqualTo(digest(kind.live.of("12:34")))
        .isNotEqualTo(digest(kind.live.of("12:35")));
  }

  /** A stream that is given more than it should look at, and does. */
  private static final class Keeper extends Writer {
    private char[] kept = {};

    @Override
    public void write(char[] buffer, int from, int length) {
      kept = buffer;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void whatAnotherObjectHoldsCountsAsAWhole() throws IOException {
    assertThat(digestOfKept("12:34")).isEqualTo(digestOfKept("12:34"));
    assertThat(digestOfKept("12:34")).isNotEqualTo(digestOfKept("13:59"));
  }

  private static String digestOfKept(String text) throws IOException {
    Keeper keeper = new Keeper();
    Object writer = flushed(new BufferedWriter(keeper), text);
    assertThat(keeper.kept).startsWith(text.toCharArray());
    source("");
    return Snapshots.capture(List.of(Keeper.class), writer).stateDigest();
  }

  /** Shows what its superclass would not. */
  private static final class Open extends ByteArrayOutputStream {
    byte[] all() {
      return buf;
    }
  }

  @Test
  void whatASubclassSeesCountsAsAWhole() throws IOException {
    assertThat(digestOfOpen("12:34")).isNotEqualTo(digestOfOpen("13:59"));
  }

  private static String digestOfOpen(String text) throws IOException {
    Open open = new Open();
    written(open, text);
    open.reset();
    assertThat(open.all()).startsWith(text.getBytes(US_ASCII));
    return Snapshots.capture(List.of(Open.class), open).stateDigest();
  }

  /** Looks behind what it is given. */
  private static final class Curious extends Writer {
    private String seen = "";

    @Override
    public void write(char[] buffer, int from, int length) {
      seen = new String(buffer, from, 8);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void nothingIsLost() throws IOException {
    Curious curious = new Curious();
    Object writer = flushed(new BufferedWriter(curious), "a\u20ac34567");
    Path file = dir.resolve("s.cairn");
    Snapshots.write(Snapshots.capture(List.of(Curious.class), writer, curious), file);

    List<Object> moved = Snapshots.restore(file);

    flushed((Writer) moved.get(0), "A");
    assertThat(((Curious) moved.get(1)).seen).isEqualTo("A\u20ac34567\0");
  }
}
