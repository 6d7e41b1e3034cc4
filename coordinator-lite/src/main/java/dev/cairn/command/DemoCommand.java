package dev.cairn.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows a job killed, moved and finished. */
@Command(
    name = "demo",
    description = "Shows a job killed, moved and finished.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
