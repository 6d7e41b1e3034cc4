package dev.cairn.targets;

import static dev.cairn.targets.Points.f;

import dev.cairn.annotations.CheckpointLoop;
import dev.cairn.annotations.NativeStateCodec;
import dev.cairn.annotations.Recreate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Holds what no snapshot can, in fields that are made again, and behind a codec. */
public final class Recreates {
  @Recreate("listen")
  private static final ServerSocket SOCKET = listen();

  private final String name;

  @Recreate("index")
  private final List<Thread> index;

  private Recreates(String name) {
    this.name = name;
    this.index = index();
  }

  public static void main(String[] args) {
    List<Recreates> all = new ArrayList<>();
    Counter counter = new Counter();
    for (@CheckpointLoop int i = 0; i < 6; i++) {
      f(i);
      all.add(new Recreates("n" + i));
      counter.add(i);
      System.out.println(i + " " + SOCKET.isClosed() + names(all) + " " + counter.sum());
    }
  }

  private static ServerSocket listen() {
    try {
      return new ServerSocket();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Thread> index() {
    f(0); // a safe point that does not count on a resume
    return List.of(new Thread(name));
  }

  private static String names(List<Recreates> all) {
    StringBuilder text = new StringBuilder();
    all.forEach(r -> text.append(' ').append(r.index.get(0).getName()));
    return text.toString();
  }

  /** Keeps its numbers where no walk sees them. */
  static final class Counter {
    private int handle = Device.open();
    private int count;

    void add(int n) {
      Device.memory(handle).putInt(Integer.BYTES * count++, n);
    }

    int sum() {
      int sum = 0;
      for (int i = 0; i < count; i++) {
        sum += Device.memory(handle).getInt(Integer.BYTES * i);
      }
      return sum;
    }

    native void reset();
  }

  /** Stands for a native library, and saves what the counters have in it. */
  public static final class Device implements NativeStateCodec<Counter> {
    private static final List<ByteBuffer> MEMORY = new ArrayList<>();

    static int open() {
      MEMORY.add(ByteBuffer.allocateDirect(64));
      return MEMORY.size() - 1;
    }

    static ByteBuffer memory(int handle) {
      return MEMORY.get(handle);
    }

    @Override
    public Class<Counter> type() {
      return Counter.class;
    }

    @Override
    public List<String> handles() {
      return List.of("handle");
    }

    @Override
    public void write(Counter c, DataOutput to) throws IOException {
      for (int i = 0; i < c.count; i++) {
        to.writeInt(memory(c.handle).getInt(Integer.BYTES * i));
      }
    }

    @Override
    public void read(Counter c, DataInput from) throws IOException {
      open(); // the handles are others in each process
      c.handle = open();
      for (int i = 0; i < c.count; i++) {
        memory(c.handle).putInt(Integer.BYTES * i, from.readInt());
      }
    }
  }
}
