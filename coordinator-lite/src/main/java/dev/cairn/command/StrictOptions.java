package dev.cairn.command;

import dev.cairn.launch.AgentOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Whether a job of which two runs could part is refused. */
final class StrictOptions {
  @Option(
      names = "--strict",
      description =
          "Refuse the job (exit 77) if its code asks for what could part two runs and nothing is"
              + " done about it; cairn scan lists it.")
  boolean strict;

  @Option(
      names = "--accept",
      paramLabel = "SOURCE[@CLASS]",
      description =
          "A source of differences that you answer for, wherever it is or in one class; several may"
              + " be given.")
  List<String> accepted = new ArrayList<>();

  AgentOptions addTo(AgentOptions options) {
    return options
        .flag("strict", strict)
        .with("accept", accepted.isEmpty() ? null : String.join(";", accepted));
  }
}
