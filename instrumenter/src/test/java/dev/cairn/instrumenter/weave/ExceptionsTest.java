package dev.cairn.instrumenter.weave;

import org.junit.jupiter.api.Test;

/** Exceptions through frames that were re-entered, and points inside handlers. */
final class ExceptionsTest {
  private static final String TOOLS =
      """
      static int n;
      static int tick(int k) { for (int i = 0; i < 1; i++) n += k; return n; }
      static int boom(int k) {
        for (int i = 0; i < 2; i++) { n++; if (i == 1 && k > 0) throw new IllegalStateException0("boom" + k); }
        return k;
      }
      static final class IllegalStateException0 extends RuntimeException {
        IllegalStateException0(String s) { super(s); }
      }
      """;

  private static String main(String body, String more) {
    return "import java.util.*;\npublic class Main {\n"
        + TOOLS
        + more
        + "static String run() throws Exception { n = 0; StringBuilder out = new StringBuilder();\n"
        + body
        + "return out + \" \" + n; }\n}\n";
  }

  @Test
  void tryCatchFinally() {
    Harness.prove(
        Program.java(
            main(
                """
                for (int i = 0; i < 3; i++) {
                  String stage = "a" + i;
                  try {
                    tick(1);
                    boom(i);
                    stage += tick(2);
                  } catch (IllegalStateException0 e) {
                    tick(3);
                    out.append(e.getMessage()).append(stage);
                    for (int k = 0; k < 2; k++) out.append(e.getMessage().length() + tick(k));
                  } finally {
                    try { out.append(tick(5)); } finally { out.append(tick(6)).append(stage); }
                  }
                }
                """,
                "")));
  }

  @Test
  void returnsInTryContinueInCatchReturnInFinally() {
    Harness.prove(
        Program.java(
            main(
                "out.append(a()).append(b()).append(c(3));",
                """
                static int a() {
                  for (int i = 0; ; i++) {
                    try { return boom(2 - i) + tick(1); } catch (IllegalStateException0 e) { tick(7); continue; } finally { tick(10); }
                  }
                }
                @SuppressWarnings("finally")
                static int b() {
                  try { return boom(1); } finally { return tick(100); }
                }
                static int c(int depth) {
                  try {
                    if (depth == 0) return boom(1);
                    return c(depth - 1) + 1;
                  } catch (IllegalStateException0 e) {
                    if (depth < 3) throw e;
                    return tick(4);
                  } finally {
                    for (int i = 0; i < 2; i++) n = n * 3 + depth + tick(i);
                  }
                }
                """)));
  }

  /**
   * Nothing after the call reads {@code seen}: only the handler does, once the callee has thrown.
   */
  @Test
  void whatOnlyTheHandlerReadsIsSaved() {
    Harness.prove(
        Program.java(
            main(
                """
                for (int i = 0; i < 3; i++) {
                  int seen = tick(i) + 40;
                  try { quiet(i); } catch (IllegalStateException0 e) { out.append(seen); }
                }
                """,
                "static void quiet(int k) { boom(k); }\n")));
  }

  @Test
  void tryWithResources() {
    Harness.prove(
        Program.java(
            main(
                """
                for (int i = 0; i < 3; i++) {
                  try (R a = new R("a", i); R b = new R("b", tick(i))) {
                    tick(1);
                    boom(i);
                  } catch (Exception e) {
                    tick(2);
                    out.append(e.getMessage()).append(e.getSuppressed().length).append(Arrays.toString(e.getSuppressed()));
                  }
                }
                """,
                """
                record R(String name, int k) implements AutoCloseable {
                  public void close() { boom(k); tick(1); }
                }
                """)));
  }

  @Test
  void multiCatchThrowableAndNullPointer() {
    Harness.prove(
        Program.java(
            main(
                """
                for (int i = 0; i < 5; i++) {
                  try {
                    Object o = i == 0 ? null : "x";
                    try {
                      tick(1);
                      if (i == 1) throw new java.io.IOException("io");
                      if (i == 2) throw new IllegalArgumentException("iae");
                      if (i == 3) throw new StackOverflowError("fake");
                      out.append(o.hashCode());
                      boom(i);
                    } catch (java.io.IOException | IllegalArgumentException e) {
                      out.append(e.getMessage()).append(tick(2));
                    } catch (NullPointerException e) {
                      out.append("npe").append(tick(3));
                      for (int k = 0; k < 2; k++) tick(k);
                    }
                  } catch (Throwable t) {
                    out.append(t.getMessage()).append(tick(4));
                  }
                }
                """,
                "")));
  }

  @Test
  void anUncaughtExceptionLeavesTheRoot() {
    Harness.prove(Program.java(main("for (int i = 0; i < 2; i++) { tick(1); boom(i); }", "")));
  }
}
