package dev.cairn.command;

import dev.cairn.coordinator.wire.Certificates;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a token's file.
 *
 * <pre>
 *   7f83b165…            the secret
 *   sha256:9b74c989…     where the coordinator speaks TLS: the certificate that it shows
 * </pre>
 */
record TokenFile(String secret, @Nullable String fingerprint) {
  static TokenFile parse(String text) {
    String secret = "";
    String fingerprint = null;
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith(Certificates.PIN)) {
        fingerprint = line;
      } else if (!line.isEmpty()) {
        secret = line;
      }
    }
    return new TokenFile(secret, fingerprint);
  }

  String text() {
    return secret + "\n" + (fingerprint == null ? "" : fingerprint + "\n");
  }
}
