package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.wire.Api;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/** The coordinator; what is sent to it is kept here, too, for the next host. */
final class KeepingServer implements Server {
  private final Server coordinator;
  private final Kept kept;

  KeepingServer(Server coordinator, Kept kept) {
    this.coordinator = coordinator;
    this.kept = kept;
  }

  @Override
  public void write(String id, byte[] bytes) throws IOException {
    coordinator.write(id, bytes);
    kept.keep(id, bytes);
  }

  @Override
  public byte[] read(String id) throws IOException {
    return coordinator.read(id);
  }

  @Override
  public Set<String> missing(Collection<String> ids) throws IOException {
    return coordinator.missing(ids);
  }

  @Override
  public String name() {
    return coordinator.name();
  }

  @Override
  public Api.Orders join(Api.Join join) throws IOException {
    return coordinator.join(join);
  }

  @Override
  public Api.Orders heard(Api.Heartbeat heartbeat) throws IOException {
    return coordinator.heard(heartbeat);
  }

  @Override
  public Api.Orders leaving(Api.Leaving leaving) throws IOException {
    return coordinator.leaving(leaving);
  }

  @Override
  public void left(Api.Heartbeat heartbeat) throws IOException {
    coordinator.left(heartbeat);
  }

  @Override
  public void outcome(Api.Outcome outcome) throws IOException {
    coordinator.outcome(outcome);
  }

  @Override
  public void saved(Api.Saved saved) throws IOException {
    coordinator.saved(saved);
  }
}
