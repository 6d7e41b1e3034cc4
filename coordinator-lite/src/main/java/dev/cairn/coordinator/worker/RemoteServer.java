package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.CoordinatorClient;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/** The coordinator over the network. */
final class RemoteServer implements Server {
  private final CoordinatorClient client;
  private final String path;

  RemoteServer(CoordinatorClient client, String host) {
    this.client = client;
    this.path = "workers/" + CoordinatorClient.part(host) + "/";
  }

  @Override
  public String name() {
    return client.url();
  }

  @Override
  public Api.Orders join(Api.Join join) throws IOException {
    return client.post(path + "join", join, Api.Orders.class);
  }

  @Override
  public Api.Orders heard(Api.Heartbeat heartbeat) throws IOException {
    return client.post(path + "heard", heartbeat, Api.Orders.class);
  }

  @Override
  public Api.Orders leaving(Api.Leaving leaving) throws IOException {
    return client.post(path + "leaving", leaving, Api.Orders.class);
  }

  @Override
  public void left(Api.Heartbeat heartbeat) throws IOException {
    client.tell(path + "left", heartbeat);
  }

  @Override
  public void outcome(Api.Outcome outcome) throws IOException {
    client.tell(path + "outcome", outcome);
  }

  @Override
  public void saved(Api.Saved saved) throws IOException {
    client.tell(path + "saved", saved);
  }

  @Override
  public byte[] read(String id) throws IOException {
    return client.read(id);
  }

  @Override
  public Set<String> missing(Collection<String> ids) throws IOException {
    return client.missing(ids);
  }

  @Override
  public void write(String id, byte[] bytes) throws IOException {
    client.write(id, bytes);
  }
}
