package dev.cairn.targets;

import static dev.cairn.targets.Points.f;

import dev.cairn.annotations.CheckpointLoop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Compresses and expands, with streams that stay open over the loop. */
public final class Zipped {
  private static final byte[] DICTIONARY =
      "one two three four five".getBytes(StandardCharsets.UTF_8);

  private Zipped() {}

  public static void main(String[] args) throws Exception {
    Random random = new Random(7);
    byte[] packed = streams(random);
    byte[] archive = archive(random);
    expand(packed, archive);
    raw(random, Deflater.DEFAULT_COMPRESSION, 100);
    raw(random, Deflater.NO_COMPRESSION, 1000);
    changing(random);
    buffers(random);
    states(random);
  }

  private static byte[] text(Random random, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append((char) ('a' + random.nextInt(26))).append(random.nextInt(50)).append(" word ");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void say(String what, byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    System.out.println(what + " " + bytes.length + " " + Long.toHexString(crc.getValue()));
  }

  private static byte[] streams(Random random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes, 64, true)) {
      for (@CheckpointLoop int i = 0; i < 6; i++) {
        f(i);
        out.write(text(random, 400));
        out.write(i); // a call for a single byte
        if (i == 3) {
          out.flush();
        }
        say("gzip " + i, bytes.toByteArray());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] archive(Random random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (@CheckpointLoop int i = 0; i < 5; i++) {
        if (i % 2 == 0) {
          ZipEntry entry = new ZipEntry("entry " + i);
          entry.setTime(1_000_000_000_000L);
          out.putNextEntry(entry);
          out.setLevel(i + 1);
        }
        out.write(text(random, 300));
        f(i);
        say("zip " + i, bytes.toByteArray());
      }
    }
    return bytes.toByteArray();
  }

  private static void expand(byte[] packed, byte[] archive) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), 32);
        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      ZipEntry entry = zip.getNextEntry();
      for (@CheckpointLoop int i = 0; i < 6; i++) {
        f(i);
        say("gunzip " + i, in.readNBytes(i * 700));
        say("unzip " + entry, zip.readNBytes(1000));
        if (i % 2 == 1) {
          entry = zip.getNextEntry();
        }
      }
      say("rest", in.readAllBytes());
    }
  }

  /** Without zlib's header, by an output of one byte at a time; then with a dictionary. */
  private static void raw(Random random, int level, int words) throws DataFormatException {
    Deflater deflater = new Deflater(level, true);
    Inflater inflater = new Inflater(true);
    deflater.setDictionary(DICTIONARY);
    inflater.setDictionary(DICTIONARY);
    deflater.setInput(text(random, words));
    byte[] one = new byte[1];
    byte[] out = new byte[30];
    ByteArrayOutputStream expanded = new ByteArrayOutputStream();
    for (@CheckpointLoop int i = 0; i < 4; i++) {
      int flush = i == 2 ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH;
      if (i == 3) {
        deflater.finish();
      }
      byte[] room = i == 2 ? new byte[2000] : one; // with less, zlib flushes again and again
      for (int m = deflater.deflate(room, 0, room.length, flush);
          m > 0;
          m = deflater.deflate(room, 0, room.length, flush)) {
        inflater.setInput(Arrays.copyOf(room, m));
        for (int n = inflater.inflate(out); n > 0; n = inflater.inflate(out)) {
          expanded.write(out, 0, n);
        }
        if (i < 2 && deflater.getTotalOut() > 40L * (i + 1)) {
          break; // in the midst of a block
        }
      }
      f(i);
      System.out.println(
          deflater.getTotalIn() + " " + deflater.getTotalOut() + " " + inflater.getRemaining());
      say("raw " + i, expanded.toByteArray());
    }
    deflater.end();
    inflater.end();
  }

  private static void changing(Random random) {
    Deflater deflater = new Deflater();
    byte[] out = new byte[200];
    int[] strategies = {Deflater.FILTERED, Deflater.HUFFMAN_ONLY, Deflater.DEFAULT_STRATEGY};
    for (@CheckpointLoop int i = 0; i < 8; i++) {
      f(i);
      deflater.setInput(text(random, 150));
      deflater.setLevel(i % 4 == 3 ? 0 : i);
      deflater.setStrategy(strategies[i % 3]);
      int n = deflater.deflate(out);
      say("changed " + i, Arrays.copyOf(out, n));
      if (i == 5) {
        deflater.reset();
      }
    }
  }

  private static void buffers(Random random) throws DataFormatException {
    Deflater deflater = new Deflater(9);
    Inflater inflater = new Inflater();
    ByteBuffer in = ByteBuffer.allocateDirect(4096);
    ByteBuffer direct = ByteBuffer.allocateDirect(100);
    ByteBuffer heap = ByteBuffer.allocate(100);
    ByteBuffer back = ByteBuffer.allocate(4096);
    in.put(text(random, 300)).flip();
    deflater.setInput(in);
    deflater.finish();
    for (@CheckpointLoop int i = 0; i < 5; i++) {
      ByteBuffer out = i % 2 == 0 ? direct : heap;
      out.clear();
      deflater.deflate(out);
      out.flip();
      f(i);
      inflater.setInput(out);
      back.clear();
      inflater.inflate(back);
      say("buffers " + i, Arrays.copyOf(back.array(), back.position()));
      System.out.println(inflater.needsInput() + " " + out.remaining());
    }
  }

  /** New, wanting a dictionary, with more to come, done, reset, closed. */
  private static void states(Random random) throws DataFormatException {
    byte[] given = text(random, 50);
    byte[] packed = new byte[2000];
    Deflater deflater = new Deflater();
    deflater.setDictionary(DICTIONARY);
    deflater.setInput(given);
    deflater.finish();
    int length = deflater.deflate(packed);
    Deflater closed = new Deflater();
    closed.end();
    Inflater inflater = new Inflater();
    Inflater fresh = new Inflater(true);
    byte[] out = new byte[10];
    for (@CheckpointLoop int i = 0; i < 6; i++) {
      f(i);
      if (inflater.needsDictionary()) {
        inflater.setDictionary(DICTIONARY);
      } else if (i == 1 || inflater.finished()) {
        inflater.reset();
        inflater.setInput(packed, 0, length);
      }
      int n = inflater.inflate(i == 4 ? new byte[3000] : out);
      System.out.println(
          n
              + " "
              + inflater.needsDictionary()
              + " "
              + inflater.needsInput()
              + " "
              + inflater.finished()
              + " "
              + inflater.getRemaining()
              + " "
              + inflater.getAdler()
              + " "
              + deflater.finished()
              + " "
              + fresh.getTotalIn());
    }
    try {
      closed.reset();
    } catch (NullPointerException | IllegalStateException e) { // by release
      System.out.println("closed");
    }
  }
}
