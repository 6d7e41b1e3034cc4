package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.flow.ClassTree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;

/** Methods near HotSpot's limits are under them once woven, too, or it is said that they aren't. */
final class SizesTest {
  private static final String F =
      "static int f(int k) { int r = k; for (int i = 0; i < 2; i++) r += i; return r; }\n";

  /** A program with a method {@code m}; all loops are marked, and calls of f checked. */
  private static Program program(String m) {
    return Program.java(
        "public class Main {\n%s%s\nstatic String run() { return \"\" + m(3); }\n}"
            .formatted(F, m));
  }

  /** 20 wide locals and many calls, and straight code up to about so many bytes. */
  private static String many(int calls, int bytes) {
    StringBuilder out = new StringBuilder("static long m(int x) {\n");
    for (int i = 0; i < 10; i++) {
      out.append("double d%d = x + %d; long l%d = x - %d;\n".formatted(i, i, i, i));
    }
    for (int i = 0; i < calls; i++) {
      out.append("d%d += f((int) l%d); l%d++;\n".formatted(i % 10, i * 7 % 10, i % 9));
    }
    out.append("x = (x * 3 + 7) ^ x;\n".repeat(Math.max(0, bytes - 240 - 35 * calls / 2) / 9));
    String sum =
        IntStream.range(0, 10)
            .mapToObj(i -> "l" + i + " + (long) d" + i)
            .collect(Collectors.joining(" + "));
    return out.append("return x + ").append(sum).append(";\n}").toString();
  }

  private static final String TINY =
      "static int m(int k) { return f(k * 3 + 2) + k * 7 - (k ^ 5); }";

  /** A loop with calls, some 190 bytes. */
  private static final String MIDDLE =
      "static long m(int n) { long s = 0; for (int i = 0; i < n; i++) {\n"
          + "s += f(i) ^ f(n + (int) s); s = s * 31 ^ (s >> 5) + i;\n".repeat(6)
          + "} return s; }";

  private static int plain(Program p) {
    return size(p.classes.get("Main"), "m");
  }

  private static int size(byte[] bytes, String method) {
    Map<String, Integer> sizes = CodeSizes.of(bytes);
    assertThat(sizes).containsKey(method);
    return sizes.get(method);
  }

  private static WovenClass woven(Program p, SaveForm... forms) {
    return p.saving(forms).weave().get("Main");
  }

  /** Plain and hot sizes are on the same side of the limit, which the quickest form would pass. */
  private static void staysUnder(int limit, String m) {
    Program p = program(m);
    assertThat(plain(p)).as("as written").isBetween(limit / 2, limit);
    WovenClass w = woven(p, SaveForm.values());
    assertThat(size(w.bytes(), "m")).as("hot copy").isLessThanOrEqualTo(limit);
    assertThat(w.notes())
        .filteredOn(n -> n.key().startsWith("m(") && n.reason().startsWith("has "))
        .noneMatch(n -> n.reason().contains("past " + limit));
    Harness h = new Harness(p);
    h.verify();
    h.proveStops(6);
    assertThat(h.pins).isEmpty();
  }

  @Test
  void seldomInlined() {
    staysUnder(35, TINY);
  }

  @Test
  void oftenInlined() {
    staysUnder(325, MIDDLE);
  }

  @Test
  void compiled() {
    staysUnder(8000, many(60, 7100));
  }

  /** What is inlined into a large method is counted with it. */
  @Test
  void largeMethodsTakeTheSmallerForm() {
    Program p = program(many(60, 3000));
    int pushed = size(woven(p, SaveForm.PUSHED).bytes(), "m");
    int outlined = size(woven(p, SaveForm.OUTLINED).bytes(), "m");
    assertThat(outlined).isLessThan(pushed);
    assertThat(size(woven(p, SaveForm.values()).bytes(), "m")).isEqualTo(outlined);
    Harness h = new Harness(p);
    h.verify();
    h.proveStops(6);
  }

  /** Points in loops of one kind save what they have in common in one place. */
  @Test
  void whatManyPointsSaveAlikeIsWrittenOnce() {
    int few = size(woven(program(many(20, 3000)), SaveForm.OUTLINED).bytes(), "m");
    int more = size(woven(program(many(60, 3000)), SaveForm.OUTLINED).bytes(), "m");
    assertThat(more - few)
        .as("bytes of 40 more calls, of which the program's own are some")
        .isLessThan(40 * 25);
  }

  @Test
  void aMethodOfNearlySixtyFourKilobytesFits() {
    Program p = program(many(110, 60_000));
    assertThat(plain(p)).isGreaterThan(58_000);
    WovenClass w = woven(p, SaveForm.values());
    assertThat(w.unsupported()).isEmpty();
    Harness h = new Harness(p);
    h.verify();
    h.proveStops(2);
  }

  @Test
  void whatNoFormKeepsUnderALimitIsNoted() {
    Program p = program(many(200, 7700));
    WovenClass w = woven(p, SaveForm.values());
    int plain = plain(p);
    int hot = size(w.bytes(), "m");
    assertThat(hot).isGreaterThan(8000);
    assertThat(w.notes())
        .filteredOn(SizeNote::huge)
        .extracting(SizeNote::key, SizeNote::reason)
        .first()
        .satisfies(
            t ->
                assertThat(t.toString())
                    .contains(
                        "m(I)J", "and " + plain + " as written: past 8000 (HugeMethodLimit)"));
    assertThat(size(woven(program(TINY), SaveForm.values()).bytes(), "m")).isLessThanOrEqualTo(35);
  }

  /** Its parameters are used once each, so that no two of its points have the same to save. */
  private static String wide(int parameters) {
    return IntStream.range(0, parameters)
            .mapToObj(i -> "int p" + i)
            .collect(Collectors.joining(", ", "static int w(", ") {\nint r = 0;\n"))
        + IntStream.range(0, parameters)
            .mapToObj(i -> "r += f(p" + i + ");\n")
            .collect(Collectors.joining())
        + "return r; }\n"
        + "static int m(int k) { return w("
        + IntStream.range(0, parameters).mapToObj(i -> "k + " + i).collect(Collectors.joining(", "))
        + "); }";
  }

  /** A frame is as wide as the method has locals: those of its points must not be as many each. */
  @Test
  void aPointHasFewFrames() {
    int points = 80;
    Program p = program(wide(points));
    ClassNode woven = ClassTree.read(woven(p, SaveForm.values()).bytes());
    long frames =
        woven.methods.stream()
            .filter(m -> m.name.equals("w"))
            .flatMap(m -> Arrays.stream(m.instructions.toArray()))
            .filter(FrameNode.class::isInstance)
            .count();
    assertThat(frames).as("in both copies").isBetween(2L * points, 6L * points);
    Harness h = new Harness(p);
    h.verify();
    h.proveStops(6);
  }

  /** What each form costs; the sizes are from the class file. */
  @Test
  void eachFormIsSmallerThanTheOneBefore() {
    for (String m : List.of(TINY, MIDDLE, many(200, 3400), many(200, 7500))) {
      Program p = program(m);
      StringBuilder line = new StringBuilder("plain %6d".formatted(plain(p)));
      int before = Integer.MAX_VALUE;
      for (SaveForm form : SaveForm.values()) {
        byte[] bytes = woven(p, form).bytes();
        line.append("   %s %6d".formatted(form, size(bytes, "m")));
        line.append(" clone %6d".formatted(size(bytes, "clone of m")));
        assertThat(size(bytes, "m")).as("%s", form).isLessThan(before);
        before = size(bytes, "m");
      }
      System.out.println(line);
    }
  }
}
