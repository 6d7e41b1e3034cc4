package dev.cairn.command;

import dev.cairn.coordinator.server.ServerIdentity;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a coordinator shows over TLS. */
final class TlsOptions {
  @Option(
      names = "--tls",
      description =
          "Speak TLS, with a certificate of its own that clients know by its fingerprint, unless"
              + " one is given.")
  boolean tls;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "A certificate in PEM, with the chain behind it; needs --tls-key.")
  @Nullable Path certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key: PKCS #8 in PEM.")
  @Nullable Path key;

  @Option(
      names = "--tls-keystore",
      paramLabel = "FILE",
      description = "PKCS #12 with one key; needs --tls-password-file.")
  @Nullable Path keyStore;

  @Option(
      names = "--tls-password-file",
      paramLabel = "FILE",
      description = "Holds the key store's password.")
  @Nullable Path passwordFile;

  /** Null: no TLS. */
  @Nullable ServerIdentity identity(Path directory, String address)
      throws IOException, InterruptedException {
    if ((certificate == null) != (key == null) || (keyStore == null) != (passwordFile == null)) {
      throw new CommandException(
          ExitCode.USAGE,
          "--tls-cert goes with --tls-key, and --tls-keystore with --tls-password-file");
    }
    if (certificate != null && key != null) {
      return ServerIdentity.ofPem(certificate, key);
    }
    if (keyStore != null && passwordFile != null) {
      return ServerIdentity.ofKeyStore(
          keyStore, Files.readString(passwordFile).strip().toCharArray());
    }
    if (!tls) {
      return null;
    }
    Files.createDirectories(directory);
    return ServerIdentity.generated(directory, names(address));
  }

  private static List<String> names(String address) {
    List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1"));
    try {
      names.add(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      // It has no name of its own; clients know the certificate by its fingerprint anyway.
    }
    names.add(address);
    return names.stream()
        .filter(n -> n.matches("[A-Za-z0-9.:-]+") && !n.equals("0.0.0.0") && !n.equals("::"))
        .distinct()
        .toList();
  }
}
