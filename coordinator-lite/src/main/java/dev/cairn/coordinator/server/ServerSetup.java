package dev.cairn.coordinator.server;

import dev.cairn.coordinator.core.Policy;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a coordinator is set up.
 *
 * @param directory where it keeps all it has
 * @param address where it listens
 * @param identity what it shows over TLS, or null: it speaks in clear
 * @param requestsPerSecond of each token from each address
 * @param say for what its operator should know
 */
public record ServerSetup(
    Path directory,
    InetSocketAddress address,
    Policy policy,
    @Nullable ServerIdentity identity,
    double requestsPerSecond,
    Consumer<String> say) {
  /** Of chunks, which are what is asked for most: some gigabytes a second. */
  public static final int REQUESTS_PER_SECOND = 1_000;
}
