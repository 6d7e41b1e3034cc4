package dev.cairn.coordinator.server;

import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret that whoever talks to the coordinator has to know; kept in a file of its user's. */
final class Token {
  static final String FILE = "token";

  private final byte[] expected;

  private Token(String text) {
    expected = ("Bearer " + text).getBytes(StandardCharsets.UTF_8);
  }

  /** The one in the directory; a new one where there is none. */
  static Token in(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      byte[] secret = new byte[32];
      new SecureRandom().nextBytes(secret);
      Path aside = directory.resolve(".token.tmp");
      Files.deleteIfExists(aside);
      Files.createFile(
          aside,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          aside, HexFormat.of().formatHex(secret) + "\n", StandardOpenOption.TRUNCATE_EXISTING);
      Files.move(aside, file);
    }
    String text = Files.readString(file).strip();
    if (text.length() < 32) {
      throw new CommandException(
          ExitCode.DIRECTORY, file + " holds no token: remove it, and a new one is made");
    }
    return new Token(text);
  }

  /** Compares in a time that tells nothing of where they differ. */
  boolean allows(String authorization) {
    return MessageDigest.isEqual(expected, authorization.getBytes(StandardCharsets.UTF_8));
  }
}
