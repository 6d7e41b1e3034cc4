package dev.cairn.coordinator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.Certificates;
import dev.cairn.coordinator.wire.CoordinatorClient;
import dev.cairn.launch.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, over a real socket. */
class ServerIdentityTest {
  @TempDir Path folder;

  private void asks(ServerIdentity identity, SSLContext trust) throws IOException {
    try (CoordinatorServer server =
        CoordinatorServer.start(
            new ServerSetup(
                folder.resolve("coordinator"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Policy.DEFAULT,
                identity,
                100,
                line -> {}))) {
      assertThat(server.url()).startsWith("https://");
      String token = Files.readString(folder.resolve("coordinator/token")).strip();
      CoordinatorClient client = new CoordinatorClient(server.url(), token, trust);
      assertThat(client.get("jobs", Api.Jobs.class).jobs()).isEmpty();
    }
  }

  /** One certificate, made once, in each of the forms in which one can be given. */
  @Test
  void aGeneratedOneIsKnownByItsFingerprint() throws Exception {
    List<String> names = List.of("localhost", "127.0.0.1");
    ServerIdentity made = ServerIdentity.generated(folder, names);
    for (String secret : List.of("tls.p12", "tls.password")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(secret))))
          .isEqualTo("rw-------");
    }
    String fingerprint = Certificates.fingerprint(made.certificate());
    asks(made, Certificates.pinned(fingerprint));
    assertThat(Certificates.fingerprint(ServerIdentity.generated(folder, names).certificate()))
        .isEqualTo(fingerprint);

    String other = Certificates.PIN + "0".repeat(64);
    assertThatThrownBy(() -> asks(made, Certificates.pinned(other)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another certificate");
    assertThatThrownBy(() -> asks(made, null)).isInstanceOf(IOException.class);

    Path cert = Files.writeString(folder.resolve("given.pem"), made.pem());
    asks(made, Certificates.authorities(cert));
    ServerIdentity given = ServerIdentity.ofPem(cert, key());
    asks(given, Certificates.pinned(fingerprint));
    assertThatThrownBy(() -> ServerIdentity.ofPem(cert, cert))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("openssl pkcs8");
  }

  /** Its key, as others would have it. */
  private Path key() throws Exception {
    char[] password = Files.readString(folder.resolve("tls.password")).strip().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("tls.p12"))) {
      store.load(in, password);
    }
    byte[] key = store.getKey("cairn", password).getEncoded();
    return Files.writeString(
        folder.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
  }
}
