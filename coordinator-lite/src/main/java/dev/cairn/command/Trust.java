package dev.cairn.command;

import dev.cairn.coordinator.wire.Certificates;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Whom a command trusts to be the coordinator. */
final class Trust {
  private Trust() {}

  /**
   * Whoever the authority vouches for, else who shows the certificate that the token's file names
   * or that lies beside it; null where that is left to the JVM.
   *
   * @throws CommandException it would be spoken in clear to a coordinator that speaks TLS
   */
  static @Nullable SSLContext of(
      String address, @Nullable Path authority, TokenFile token, Path tokenFile) {
    boolean secure = address.toLowerCase(Locale.ROOT).startsWith("https:");
    String fingerprint = token.fingerprint();
    if (!secure && (authority != null || fingerprint != null)) {
      throw new CommandException(
          ExitCode.USAGE,
          address + " would be spoken to in clear, but its certificate is known: use https://");
    }
    Path beside = tokenFile.resolveSibling("cert.pem");
    try {
      if (!secure) {
        return null;
      }
      if (authority != null) {
        return Certificates.authorities(authority);
      }
      if (fingerprint != null) {
        return Certificates.pinned(fingerprint);
      }
      return Files.exists(beside)
          ? Certificates.pinned(Certificates.fingerprint(Certificates.read(beside).get(0)))
          : null;
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
