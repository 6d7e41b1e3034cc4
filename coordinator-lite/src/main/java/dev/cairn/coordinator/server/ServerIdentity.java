package dev.cairn.coordinator.server;

import dev.cairn.coordinator.wire.Certificates;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a coordinator shows over TLS.
 *
 * @param certificate its own
 */
public record ServerIdentity(SSLContext context, X509Certificate certificate) {
  private static final String ALIAS = "cairn";
  private static final String DAYS = "3650";
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  String pem() {
    return Certificates.pem(certificate);
  }

  /** From a certificate (the chain behind it) and its key. */
  public static ServerIdentity ofPem(Path certificate, Path key) throws IOException {
    X509Certificate[] chain = Certificates.read(certificate).toArray(new X509Certificate[0]);
    Matcher text = KEY.matcher(Files.readString(key));
    if (!text.find()) {
      throw new CommandException(
          ExitCode.USAGE,
          key
              + " holds no unencrypted PKCS #8 key: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW"
              + " makes one");
    }
    try {
      PrivateKey secret =
          KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm())
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.group(1))));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, secret, new char[0], chain);
      return of(store, new char[0]);
    } catch (GeneralSecurityException e) {
      throw unusable(key, e);
    }
  }

  /** From a key store with one key in it. */
  public static ServerIdentity ofKeyStore(Path file, char[] password) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return of(store, password);
    } catch (GeneralSecurityException e) {
      throw unusable(file, e);
    }
  }

  private static CommandException unusable(Path file, Exception e) {
    return new CommandException(ExitCode.USAGE, file + " can't be used for TLS: " + e.getMessage());
  }

  private static ServerIdentity of(KeyStore store, char[] password)
      throws GeneralSecurityException {
    List<String> keys =
        Collections.list(store.aliases()).stream().filter(a -> isKey(store, a)).toList();
    if (keys.size() != 1) {
      throw new GeneralSecurityException("it holds " + keys.size() + " keys, not one");
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return new ServerIdentity(context, (X509Certificate) store.getCertificate(keys.get(0)));
  }

  private static boolean isKey(KeyStore store, String alias) {
    try {
      return store.isKeyEntry(alias);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key store that was loaded", e);
    }
  }

  /**
   * The one in the directory; where there is none, the JDK's keytool makes one, which clients know
   * by its fingerprint.
   *
   * @param names by which hosts may know it, for clients that look
   * @throws CommandException this Java has no keytool
   */
  public static ServerIdentity generated(Path directory, List<String> names)
      throws IOException, InterruptedException {
    Path file = directory.resolve("tls.p12");
    Path secret = directory.resolve("tls.password");
    if (!Files.exists(file)) {
      Files.deleteIfExists(secret);
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      Tokens.writeSecret(secret, HexFormat.of().formatHex(random) + "\n");
      generate(file, Files.readString(secret).strip(), names);
    }
    return ofKeyStore(file, Files.readString(secret).strip().toCharArray());
  }

  private static void generate(Path file, String password, List<String> names)
      throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    if (!Files.isExecutable(keytool)) {
      throw new CommandException(
          ExitCode.JVM_UNFIT,
          keytool
              + " is not there to make a certificate: use a JDK, or give --tls-cert and --tls-key"
              + " (openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj /CN=cairn -keyout"
              + " key.pem -out cert.pem)");
    }
    Path aside = file.resolveSibling(".tls.p12.tmp");
    Files.deleteIfExists(aside);
    String san =
        names.stream()
            .map(n -> (n.matches("[0-9.]+|.*:.*") ? "ip:" : "dns:") + n)
            .collect(Collectors.joining(","));
    ProcessBuilder builder =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                DAYS,
                "-dname",
                "CN=cairn",
                "-ext",
                "san=" + san,
                "-storetype",
                "PKCS12",
                "-keystore",
                aside.toString(),
                "-storepass:env", // not the password itself: whoever is on the machine could see it
                "CAIRN_TLS_PASSWORD")
            .redirectErrorStream(true);
    builder.environment().put("CAIRN_TLS_PASSWORD", password);
    Process process = builder.start();
    process.getOutputStream().close();
    String said;
    try (InputStream in = process.getInputStream()) {
      said = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (process.waitFor() != 0) {
      throw new CommandException(
          ExitCode.JVM_UNFIT, keytool + " made no certificate: " + said.strip());
    }
    Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-------"));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
