package dev.cairn.command;

import dev.cairn.coordinator.wire.CoordinatorClient;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which coordinator a command talks to. The token is never on a command line. */
final class Connection {
  static final String DIRECTORY = "CAIRN_COORDINATOR_DIR";
  static final String URL = "CAIRN_COORDINATOR";
  static final String TOKEN_FILE = "CAIRN_TOKEN_FILE";
  static final String CA = "CAIRN_CA";

  @Option(
      names = "--coordinator",
      paramLabel = "URL",
      description =
          "The coordinator (default: $CAIRN_COORDINATOR, else the one of this machine and user).")
  @Nullable String url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Holds the token (default: $CAIRN_TOKEN_FILE, else the one of this machine's"
              + " coordinator).")
  @Nullable Path tokenFile;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "Who vouches for the coordinator, in PEM (default: $CAIRN_CA; else the certificate that"
              + " the token's file names, or that lies beside it).")
  @Nullable Path ca;

  /** Where a coordinator keeps what it has, unless told otherwise. */
  static Path directory() {
    String named = System.getenv(DIRECTORY);
    return named != null
        ? Path.of(named)
        : Path.of(System.getProperty("user.home"), ".cairn", "coordinator");
  }

  private @Nullable CoordinatorClient known;

  CoordinatorClient client() {
    CoordinatorClient client = known;
    if (client == null) {
      client = client(System.getenv());
      known = client;
    }
    return client;
  }

  /** Looks anew for where the coordinator is: it may have been started again. */
  void forget() {
    known = null;
  }

  private CoordinatorClient client(Map<String, String> environment) {
    String address = url != null ? url : environment.get(URL);
    if (address == null) {
      address =
          read(
              directory().resolve("url"),
              "start one with cairn coordinator, or give --coordinator URL");
    }
    String named = environment.get(TOKEN_FILE);
    Path file =
        tokenFile != null
            ? tokenFile
            : named != null ? Path.of(named) : directory().resolve("token");
    TokenFile token =
        TokenFile.parse(
            read(file, "copy it from the coordinator's directory, or give --token-file"));
    String vouches = environment.get(CA);
    Path authority = ca != null ? ca : vouches != null ? Path.of(vouches) : null;
    return new CoordinatorClient(
        address, token.secret(), Trust.of(address, authority, token, file));
  }

  private static String read(Path file, String remedy) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandException(ExitCode.NO_COORDINATOR, file + " can't be read: " + remedy);
    }
  }

  /** Something asked of the coordinator. */
  interface Question<T> {
    T ask(CoordinatorClient client) throws IOException;
  }

  /** Asks, and says what is wrong in one line. */
  <T> T ask(Question<T> question) {
    CoordinatorClient client = client();
    try {
      return question.ask(client);
    } catch (CoordinatorClient.AnsweredException e) {
      throw new CommandException(
          e.status() == 401 || e.status() >= 500 ? ExitCode.NO_COORDINATOR : ExitCode.USAGE,
          String.valueOf(e.getMessage()));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new CommandException(
          ExitCode.NO_COORDINATOR,
          "no coordinator answers at " + client.url() + ": start one with cairn coordinator");
    } catch (SSLException e) {
      throw new CommandException(
          ExitCode.NO_COORDINATOR, client.url() + " is not trusted: " + e.getMessage());
    } catch (java.nio.file.FileSystemException e) {
      throw new CommandException(ExitCode.DIRECTORY, FileErrors.describe(e));
    } catch (IOException e) {
      throw new CommandException(ExitCode.NO_COORDINATOR, client.url() + ": " + e.getMessage());
    }
  }
}
