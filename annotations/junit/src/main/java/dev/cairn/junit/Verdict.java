package dev.cairn.junit;

import java.util.List;
import java.util.Optional;

/**
 * What {@code cairn verify} said. Pure.
 *
 * @param exit its exit code: 0 identical, 1 different, 2 not run, 3 refused, others its own
 *     failures
 * @param out its standard output
 * @param err its standard error
 */
record Verdict(int exit, String out, String err) {
  private static final int DIFFERENT = 1;
  private static final int REFUSED = 3;
  private static final int LAST_LINES = 5;

  /** The line that tells the result. */
  String line() {
    List<String> lines = out.lines().filter(l -> l.startsWith("verify: ")).toList();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  /**
   * Why the test fails, or empty.
   *
   * <pre>
   *   com.acme.Simulation 1000 is not moveable: it is not resumed exactly
   *     verify: DIFFERENT at safe point 12: frame …run(): bodies[17].vx 0x3ff… != 0x3fe…
   *     again: cairn verify --stops 20 --seed 4711 -- -cp … com.acme.Simulation 1000
   * </pre>
   */
  Optional<String> failure(VerifyLine command) {
    if (exit == 0) {
      return Optional.empty();
    }
    String what =
        switch (exit) {
          case DIFFERENT -> " is not moveable: it is not resumed exactly";
          case REFUSED -> " is not moveable: a snapshot was refused";
          default -> " could not be verified (exit code " + exit + ")";
        };
    StringBuilder text = new StringBuilder(command.job()).append(what);
    if (!line().isEmpty()) {
      text.append("\n  ").append(line());
    }
    if (exit != DIFFERENT && exit != REFUSED) {
      List<String> lines = err.lines().filter(l -> !l.isBlank()).toList();
      lines.stream()
          .skip(Math.max(0, lines.size() - LAST_LINES))
          .forEach(l -> text.append("\n  ").append(l));
    }
    return Optional.of(text.append("\n  again: ").append(command.text()).toString());
  }
}
