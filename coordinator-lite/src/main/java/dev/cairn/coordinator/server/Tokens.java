package dev.cairn.coordinator.server;

import dev.cairn.coordinator.files.Chunk;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that whoever talks to the coordinator has to know one of. Thread-safe.
 *
 * <pre>
 *   token            the first one: allows everything
 *   tokens/node-a    "worker 7f83…": of a further one its role, and the SHA-256 of its secret. The
 *                    secret itself is only where it was written to. Removing the file ends it.
 * </pre>
 */
public final class Tokens {
  static final String FILE = "token";
  private static final String FOLDER = "tokens";
  private static final int BYTES = 32;
  private static final String BEARER = "Bearer ";
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Who asks, as far as a token tells. */
  record Caller(String name, Set<Role> roles) {}

  private final byte[] first;
  private final Path folder;
  private Map<String, Caller> further = Map.of();
  private long readAt;

  private Tokens(String first, Path folder) {
    this.first = first.getBytes(StandardCharsets.UTF_8);
    this.folder = folder;
  }

  /** Those of a coordinator's directory; a first one is made where there is none. */
  static Tokens in(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      Path aside = directory.resolve(".token.tmp");
      Files.deleteIfExists(aside);
      writeSecret(aside, secret() + "\n");
      Files.move(aside, file);
    }
    String text = Files.readString(file).strip();
    if (text.length() < BYTES) {
      throw new CommandException(
          ExitCode.DIRECTORY, file + " holds no token: remove it, and a new one is made");
    }
    Tokens tokens = new Tokens(text, directory.resolve(FOLDER));
    tokens.read();
    return tokens;
  }

  /**
   * Makes a further one, which a running coordinator knows from then on.
   *
   * @param name for people, and to end it by
   * @return the secret
   * @throws CommandException the name is taken or none
   */
  public static String make(Path directory, String name, Role role) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new CommandException(
          ExitCode.USAGE,
          name + " can't be a token's name: letters, digits, '.', '_' and '-', at most 64");
    }
    Path folder = Files.createDirectories(directory.resolve(FOLDER));
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      throw new CommandException(
          ExitCode.USAGE, "there is a token " + name + " already: remove " + file + " to end it");
    }
    String secret = secret();
    Path aside = folder.resolve("." + name + ".tmp");
    Files.deleteIfExists(aside);
    writeSecret(aside, role.word() + " " + hash(secret) + "\n");
    Files.move(aside, file);
    return secret;
  }

  /** Writes a new file that only its user can read. */
  public static void writeSecret(Path file, String text) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static String secret() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  private static String hash(String secret) {
    return Chunk.id(secret.getBytes(StandardCharsets.UTF_8));
  }

  /** Whose a header is; null where it is nobody's. Its time tells nothing of any secret. */
  @Nullable Caller caller(@Nullable String authorization) throws IOException {
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return null;
    }
    String secret = authorization.substring(BEARER.length());
    if (MessageDigest.isEqual(first, secret.getBytes(StandardCharsets.UTF_8))) {
      return new Caller(FILE, Role.ALL);
    }
    return further(hash(secret));
  }

  /** One that was just made is known; one that was removed is for a second at most. */
  private synchronized @Nullable Caller further(String hash) throws IOException {
    boolean fresh = System.nanoTime() - readAt < FRESH_NANOS;
    if (!fresh || !further.containsKey(hash)) {
      read();
    }
    return further.get(hash);
  }

  private synchronized void read() throws IOException {
    Map<String, Caller> found = new HashMap<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*")) {
        for (Path file : files) {
          String[] words = Files.readString(file).strip().split(" ", -1);
          Role role = words.length == 2 ? Role.of(words[0]).orElse(null) : null;
          if (role != null) {
            found.put(words[1], new Caller(file.getFileName().toString(), EnumSet.of(role)));
          }
        }
      }
    }
    further = found;
    readAt = System.nanoTime();
  }
}
