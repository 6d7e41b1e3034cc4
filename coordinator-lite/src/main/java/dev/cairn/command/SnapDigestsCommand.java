package dev.cairn.command;

import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import dev.cairn.snapshot.store.DigestChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks the chain of a run's digests, and compares it with another run's. */
@Command(
    name = "digests",
    description =
        "Checks the chain of a job's state digests (run --digest-every N), and names the first safe"
            + " point at which another run's differ.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn snap digests cairn-checkpoints/Main",
      "  cairn snap digests here/digests.txt there/digests.txt",
      "",
      "Exit codes: 0 whole and alike, 1 different, 65 a chain is broken, 66 there is none."
    })
final class SnapDigestsCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "A", description = "A job's directory, or its digests.txt.")
  Path a = Path.of("");

  @Parameters(index = "1", arity = "0..1", paramLabel = "B", description = "Another run's.")
  @Nullable Path b;

  @Option(names = "--json", description = "For machines.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    DigestChain chain = read(a);
    Optional<Long> differ = b == null ? Optional.empty() : chain.firstDifference(read(b));
    var out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("every", chain.every());
      result.put("from", chain.start().reached());
      result.put("to", chain.newest().reached());
      result.put("states", chain.links().size());
      result.put("hash", chain.newest().hash());
      differ.ifPresent(at -> result.put("differ", at));
      out.println(Json.write(result));
    } else {
      out.println(
          chain.links().size()
              + " states from safe point "
              + chain.start().reached()
              + " to "
              + chain.newest().reached()
              + ", every "
              + chain.every()
              + ": whole, hash "
              + chain.newest().hash());
      if (b != null) {
        out.println(differ.map(at -> "different first at safe point " + at).orElse("alike"));
      }
    }
    out.flush();
    return differ.isPresent() ? ExitCode.DIFFERENT.code() : 0;
  }

  private static DigestChain read(Path named) throws IOException {
    Path file = Files.isDirectory(named) ? named.resolve(DigestChain.FILE) : named;
    if (!Files.exists(file)) {
      throw new CommandException(
          ExitCode.NO_SNAPSHOT, file + ": no chain of digests; run the job with --digest-every N");
    }
    try {
      return DigestChain.parse(Files.readString(file));
    } catch (DigestChain.BrokenException e) {
      throw new CommandException(ExitCode.SNAPSHOT_UNUSABLE, file + ": " + e.getMessage());
    }
  }
}
