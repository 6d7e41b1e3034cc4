package dev.cairn.command;

import dev.cairn.coordinator.server.Role;
import dev.cairn.coordinator.server.Tokens;
import dev.cairn.coordinator.wire.Certificates;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a further token. */
@Command(
    name = "token",
    description = "Makes a token that allows less than the coordinator's own.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn coordinator token node-a --role worker --out node-a.token",
      "  cairn worker --join https://head:7880 --token-file node-a.token",
      "",
      "submit: submit jobs, see all that is there, fetch results; operate: all that users ask for;",
      "worker: speak for hosts. A running coordinator knows it at once. Removing its file from",
      "tokens/ in the coordinator's directory ends it."
    })
final class TokenCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "For people, and to end it by.")
  String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      required = true,
      description = "submit, operate or worker.")
  String role = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "A new file for it, which only you can read.")
  Path out = Path.of("");

  @Option(
      names = "--dir",
      paramLabel = "D",
      description = "The coordinator's (default: $CAIRN_COORDINATOR_DIR, else its usual one).")
  @Nullable Path directory;

  @Override
  public Integer call() throws IOException {
    Path where = directory != null ? directory : Connection.directory();
    if (!Files.exists(where.resolve("token"))) {
      throw new CommandException(
          ExitCode.NO_COORDINATOR,
          where + " is no coordinator's directory: start one there, or give --dir");
    }
    Role wanted =
        Role.of(role)
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.USAGE, "--role is submit, operate or worker, not " + role));
    if (Files.exists(out)) {
      throw new CommandException(ExitCode.USAGE, out + " is there already: name a new file");
    }
    Path certificate = where.resolve("cert.pem");
    String fingerprint =
        Files.exists(certificate)
            ? Certificates.fingerprint(Certificates.read(certificate).get(0))
            : null;
    Tokens.writeSecret(out, ""); // so that no token is made that can't be written
    String secret = Tokens.make(where, name, wanted);
    Files.writeString(out, new TokenFile(secret, fingerprint).text());
    return 0;
  }
}
