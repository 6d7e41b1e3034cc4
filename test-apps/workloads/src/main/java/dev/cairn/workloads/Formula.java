package dev.cairn.workloads;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a random 3-SAT formula in DIMACS form: {@code Formula file variables clauses seed}. */
public final class Formula {
  private Formula() {}

  public static void main(String[] args) throws IOException {
    int variables = Integer.parseInt(args[1]);
    int clauses = Integer.parseInt(args[2]);
    java.util.Random random = new java.util.Random(Long.parseLong(args[3]));
    try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(args[0])))) {
      out.println("p cnf " + variables + " " + clauses);
      for (int i = 0; i < clauses; i++) {
        int a = random.nextInt(variables);
        int b = (a + 1 + random.nextInt(variables - 1)) % variables;
        int c = random.nextInt(variables);
        while (c == a || c == b) {
          c = random.nextInt(variables);
        }
        out.println(
            literal(a, random) + " " + literal(b, random) + " " + literal(c, random) + " 0");
      }
    }
  }

  private static int literal(int variable, java.util.Random random) {
    return random.nextBoolean() ? variable + 1 : -variable - 1;
  }
}
