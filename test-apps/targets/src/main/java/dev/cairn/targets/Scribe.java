package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;
import java.io.File;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

/**
 * {@code Scribe turns millis [megabytes]}: appends to, replaces, renames and removes files in the
 * working directory at each turn, by java.io and by java.nio; none is open at a safe point. Its
 * state has so many megabytes, which take a while to be written.
 */
public final class Scribe {
  private final Random random = new Random(5);
  private final long[] ballast;

  private Scribe(int megabytes) {
    ballast = random.longs(megabytes * (1L << 17)).toArray();
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int turns = Integer.parseInt(args[0]);
    long millis = Long.parseLong(args[1]);
    Scribe scribe = new Scribe(args.length > 2 ? Integer.parseInt(args[2]) : 0);
    for (@CheckpointLoop int turn = 0; turn < turns; turn++) {
      scribe.append(turn);
      scribe.replace(turn);
      scribe.rename(turn);
      scribe.makeAndRemove(turn);
      System.out.println("turn " + turn);
      Thread.sleep(millis);
    }
    System.out.println("end " + scribe.random.nextInt() + " " + Arrays.hashCode(scribe.ballast));
  }

  private void append(int turn) throws IOException {
    try (PrintWriter log = new PrintWriter(new FileWriter("log", StandardCharsets.UTF_8, true))) {
      log.println("line " + turn + " " + random.nextInt());
    }
    Files.writeString(
        Path.of("nio.log"),
        "n" + turn + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void replace(int turn) throws IOException {
    Files.writeString(Path.of("status"), "turn " + turn);
    try (RandomAccessFile sums = new RandomAccessFile("sums", "rw")) {
      long sum = sums.length() < Long.BYTES ? 0 : sums.readLong();
      sums.seek(0);
      sums.writeLong(sum * 31 + turn);
      sums.seek(Long.BYTES + turn % 7);
      sums.write(turn);
    }
  }

  private void rename(int turn) throws IOException {
    Files.writeString(Path.of("best.tmp"), "best " + random.nextInt());
    Files.move(
        Path.of("best.tmp"),
        Path.of("best"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
    if (turn % 5 == 4) {
      Files.move(Path.of("nio.log"), Path.of("nio.log." + turn));
    }
    if (turn % 4 == 3 && !new File("status").renameTo(new File("status.old"))) {
      throw new IOException("status");
    }
  }

  private void makeAndRemove(int turn) throws IOException {
    Path folder = Path.of("part-" + turn / 3);
    switch (turn % 3) {
      case 0 -> {
        if (!folder.toFile().mkdir()) {
          throw new IOException(folder + " was there");
        }
        Files.createFile(folder.resolve("data"));
      }
      case 1 -> Files.writeString(folder.resolve("data"), "part " + turn);
      default -> {
        if (turn % 2 == 0) {
          Files.delete(folder.resolve("data"));
          Files.delete(folder);
        }
      }
    }
  }
}
