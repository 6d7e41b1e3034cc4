package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.files.ChunkFolder;
import dev.cairn.coordinator.wire.Api;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** A coordinator that answers as it is told, and remembers what it was told. */
final class FakeServer implements Server {
  /** What it does when it is asked next; afterwards all is well. */
  interface Trouble {
    void make() throws IOException;
  }

  final ChunkFolder chunks;
  final Deque<Trouble> troubles = new ArrayDeque<>();
  final List<Api.Join> joins = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  final List<Api.Outcome> outcomes = new ArrayList<>();
  final List<Api.Saved> saved = new ArrayList<>();
  List<Order> orders = List.of();

  FakeServer(Path folder) throws IOException {
    chunks = new ChunkFolder(folder);
  }

  private synchronized void asked(String what) throws IOException {
    Trouble trouble = troubles.poll();
    if (trouble != null) {
      trouble.make();
    }
    told.add(what);
  }

  private Api.Orders answer() {
    return new Api.Orders("tag", orders, List.of(), null);
  }

  @Override
  public String name() {
    return "http://c";
  }

  @Override
  public Api.Orders join(Api.Join join) throws IOException {
    joins.add(join);
    asked("join");
    return answer();
  }

  @Override
  public Api.Orders heard(Api.Heartbeat heartbeat) throws IOException {
    asked("heard");
    return answer();
  }

  @Override
  public Api.Orders leaving(Api.Leaving leaving) throws IOException {
    asked("leaving");
    return answer();
  }

  @Override
  public void left(Api.Heartbeat heartbeat) throws IOException {
    asked("left");
  }

  @Override
  public void outcome(Api.Outcome outcome) throws IOException {
    asked("outcome");
    outcomes.add(outcome);
  }

  @Override
  public void saved(Api.Saved word) throws IOException {
    asked("saved");
    saved.add(word);
  }

  @Override
  public byte[] read(String id) throws IOException {
    return chunks.read(id);
  }

  @Override
  public Set<String> missing(Collection<String> ids) {
    return chunks.missing(ids);
  }

  @Override
  public void write(String id, byte[] bytes) throws IOException {
    chunks.write(id, bytes);
  }
}
