package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * {@code Holds turns millis}: reads the file {@code input} and writes several others in the working
 * directory, all of them open at every safe point: appended to, written from the start, changed in
 * place, with a header that is written last.
 */
public final class Holds {
  private final BufferedReader input;
  private final FileInputStream bytes;
  private final BufferedWriter log;
  private final PrintStream print;
  private final RandomAccessFile table;
  private final FileChannel records;
  private final FileInputStream closed;

  private Holds() throws IOException {
    input = new BufferedReader(new FileReader("input", StandardCharsets.UTF_8), 16);
    bytes = new FileInputStream(input());
    log = new BufferedWriter(new FileWriter("log", StandardCharsets.UTF_8, true), 64);
    print = new PrintStream(Files.newOutputStream(Path.of("print")), false, StandardCharsets.UTF_8);
    table = new RandomAccessFile("table", "rw");
    records =
        FileChannel.open(Path.of("records"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    records.write(ByteBuffer.wrap("00000000\n".getBytes(StandardCharsets.UTF_8)));
    closed = new FileInputStream(input());
    closed.close();
  }

  private static String input() {
    return "input";
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int turns = Integer.parseInt(args[0]);
    long millis = Long.parseLong(args[1]);
    Holds holds = new Holds();
    for (@CheckpointLoop int turn = 0; turn < turns; turn++) {
      holds.turn(turn);
      System.out.println("turn " + turn);
      Thread.sleep(millis);
    }
    holds.close();
  }

  private void turn(int turn) throws IOException {
    String line = String.valueOf(input.readLine());
    log.write(turn + " " + line + " " + bytes.read() + "\n");
    print.println(line.length() + " " + closed.getFD().valid());
    table.seek(turn % 5 * 4L);
    int old = table.length() >= table.getFilePointer() + 4 ? table.readInt() : 0;
    table.seek(turn % 5 * 4L);
    table.writeInt(old * 31 + line.hashCode());
    records.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    if (turn % 8 == 7) {
      String header = String.format("%08d%n", turn);
      long end = records.position();
      records.position(0).write(ByteBuffer.wrap(header.getBytes(StandardCharsets.UTF_8)));
      records.position(end);
    }
  }

  private void close() throws IOException {
    log.close();
    print.close();
    System.out.println(table.length() + " " + records.position() + " " + input.readLine());
    table.close();
    records.close();
    input.close();
    bytes.close();
  }
}
