package dev.cairn.command;

import dev.cairn.launch.ExitCode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the exit codes. */
@Command(
    name = "exit-codes",
    description = "Lists what exit codes mean and what to do.",
    mixinStandardHelpOptions = true)
final class ExitCodesCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("code  meaning; what to do");
    for (ExitCode code : ExitCode.values()) {
      out.printf("%4d  %s; %s%n", code.code(), code.meaning(), code.remedy());
    }
    out.println("A job that ends by itself keeps its own exit code.");
    out.flush();
  }
}
