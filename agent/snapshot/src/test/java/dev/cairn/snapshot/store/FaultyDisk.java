package dev.cairn.snapshot.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real disk, whose n-th step fails; a failing write has written half of it. */
final class FaultyDisk implements Disk {
  private final Disk real = Disk.real();
  final List<String> steps = new ArrayList<>();
  int failAt = -1;
  String message = "No space left on device";

  private void step(String what) throws IOException {
    steps.add(what);
    if (steps.size() - 1 == failAt) {
      throw new IOException(message);
    }
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    step("mkdir");
    real.createDirectories(directory);
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    step("list");
    return real.list(directory);
  }

  @Override
  public Output create(Path file) throws IOException {
    step("create " + file.getFileName());
    Output out = real.create(file);
    return new Output() {
      @Override
      public int write(ByteBuffer b) throws IOException {
        int half = b.remaining() / 2;
        out.write(b.slice(b.position(), half));
        b.position(b.position() + half);
        step("write");
        return half + out.write(b);
      }

      @Override
      public void force() throws IOException {
        step("force");
        out.force();
      }

      @Override
      public boolean isOpen() {
        return out.isOpen();
      }

      @Override
      public void close() throws IOException {
        out.close();
        step("close");
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step("rename " + to.getFileName());
    real.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    step("delete " + file.getFileName());
    real.delete(file);
  }

  @Override
  public void force(Path directory) throws IOException {
    step("force directory");
    real.force(directory);
  }

  @Override
  public long size(Path file) throws IOException {
    step("size");
    return real.size(file);
  }

  @Override
  public String readText(Path file) throws IOException {
    step("read " + file.getFileName());
    return real.readText(file);
  }

  @Override
  public Lock lock(Path file) throws IOException {
    step("lock");
    return real.lock(file);
  }

  @Override
  public Hold lockShared(Path file) throws IOException {
    step("lock shared");
    return real.lockShared(file);
  }
}
