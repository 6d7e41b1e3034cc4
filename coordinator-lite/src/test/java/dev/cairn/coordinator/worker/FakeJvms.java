package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JVMs that live as they are told, in no process. */
final class FakeJvms implements Jvms {
  /** A JVM's life: asked at each glance until it gives an exit code. */
  interface Life {
    @Nullable Integer exit(FakeJvm jvm) throws IOException;
  }

  /** One of them. */
  static final class FakeJvm implements Jvm {
    final JobFolder folder;
    private final Life life;
    private final FakeTime time;
    boolean terminated;
    boolean killed;
    int glances;

    FakeJvm(JobFolder folder, Life life, FakeTime time) {
      this.folder = folder;
      this.life = life;
      this.time = time;
    }

    /** A generation of this number is durable. */
    void saves(long generation) throws IOException {
      Path ck = Files.createDirectories(folder.generations());
      Files.createFile(ck.resolve(String.format("gen-%08d.cairn", generation)));
    }

    /** The job ends by itself. */
    int ends(int code) throws IOException {
      Files.createDirectories(folder.generations());
      Files.writeString(
          folder.generations().resolve("done.json"), "{\"exit\":" + code + ",\"timeMillis\":1}\n");
      return code;
    }

    @Override
    public boolean isUp() {
      return true;
    }

    @Override
    public void terminate() {
      terminated = true;
    }

    @Override
    public void kill() {
      killed = true;
    }

    @Override
    public @Nullable Integer exit(long millis) {
      time.sleep(millis);
      glances++;
      try {
        return killed ? Integer.valueOf(137) : life.exit(this);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  final Deque<Life> lives = new ArrayDeque<>();
  final List<FakeJvm> started = new ArrayList<>();
  final List<JobFolder> orphans = new ArrayList<>();
  private final FakeTime time;

  /** What happens while a JVM starts. */
  Runnable starting = () -> {};

  FakeJvms(FakeTime time) {
    this.time = time;
  }

  @Override
  public Jvm start(JobFolder folder, Order order) {
    FakeJvm jvm = new FakeJvm(folder, lives.remove(), time);
    started.add(jvm);
    starting.run();
    return jvm;
  }

  @Override
  public void endOrphan(JobFolder folder) {
    orphans.add(folder);
  }
}
