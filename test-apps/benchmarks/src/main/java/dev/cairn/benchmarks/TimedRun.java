package dev.cairn.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A process that came to its end; processor time of all its threads.
 *
 * @param start seconds until it printed the line that tells it warm
 * @param work seconds from then on
 * @param result its output, but for lines that tell of the run
 */
record TimedRun(double start, double work, List<String> result) {
  /** The shell's own word: nobody can ask a process that has ended what it took. */
  private static final String TIMED = "TIMEFORMAT='%U %S'; time \"$@\"";

  /** What solvers end with, by the rules of their competitions. */
  private static final int SATISFIABLE = 10;

  private static final int UNSATISFIABLE = 20;

  static TimedRun of(OthersProgram program, List<String> command, Path folder) throws IOException {
    Path err = folder.resolve("stderr");
    List<String> words = new ArrayList<>(List.of("bash", "-c", TIMED, "timed"));
    words.addAll(command);
    Process p =
        new ProcessBuilder(words).directory(folder.toFile()).redirectError(err.toFile()).start();
    p.getOutputStream().close();
    Pattern warm = Pattern.compile(program.warm());
    Pattern ofTheRun = Pattern.compile(program.ofTheRun());
    List<String> result = new ArrayList<>();
    double start = -1;
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(p.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (start < 0 && warm.matcher(line).find()) {
          start = secondsOf(p);
        }
        if (!ofTheRun.matcher(line).find()) {
          result.add(line);
        }
      }
    }
    int exit = Fork.await(p);
    List<String> said = Files.readAllLines(err);
    if (start < 0 || (exit != 0 && exit != SATISFIABLE && exit != UNSATISFIABLE)) {
      throw new IOException("exit code " + exit + " of " + String.join(" ", words) + ": " + said);
    }
    String[] times = said.get(said.size() - 1).split(" ", -1);
    double all = Double.parseDouble(times[0]) + Double.parseDouble(times[1]);
    return new TimedRun(start, all - start, result);
  }

  /** What the shell's child has taken so far. */
  private static double secondsOf(Process shell) throws IOException {
    Duration taken =
        shell
            .children()
            .findFirst()
            .flatMap(c -> c.info().totalCpuDuration())
            .orElseThrow(() -> new IOException("this platform tells no processor times"));
    return taken.toNanos() / 1e9;
  }
}
