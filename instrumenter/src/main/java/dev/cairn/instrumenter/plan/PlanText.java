package dev.cairn.instrumenter.plan;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The canonical text of a plan, as snapshots carry it.
 *
 * <pre>
 *   cairn-plan 1
 *   spec SPEC
 *   poll KIND
 *   root CLASS METHOD
 *   loop CLASS METHOD ORDINAL LINE COUNTER-SLOT WHY        sorted, as all below
 *   weave CLASS METHOD
 *   check METHOD
 *   note CLASS METHOD LINE REASON
 *   end
 * </pre>
 *
 * Each line ends with a newline; fields are separated by one space. In a field everything but
 * visible ASCII, and the backslash, is written as {@code \}{@code uXXXX}; an empty field as {@code
 * \e}. Text that differs in any way from what {@link #write} gives for its content is refused, so
 * that one plan has one text.
 */
final class PlanText {
  private static final String MAGIC = "cairn-plan 1";
  private static final String EMPTY = "\\e";

  private PlanText() {}

  static String write(Plan plan) {
    StringBuilder out = new StringBuilder(MAGIC).append('\n');
    line(out, "spec", plan.spec());
    line(out, "poll", plan.poll().name());
    line(out, "root", plan.root().className(), plan.root().method());
    for (Map.Entry<String, SortedSet<MarkedLoop>> e : plan.loops().entrySet()) {
      for (MarkedLoop l : e.getValue()) {
        line(
            out,
            "loop",
            e.getKey(),
            l.method(),
            Integer.toString(l.ordinal()),
            Integer.toString(l.line()),
            Integer.toString(l.counterSlot()),
            l.why());
      }
    }
    for (Map.Entry<String, SortedSet<String>> e : plan.wovenMethods().entrySet()) {
      for (String method : e.getValue()) {
        line(out, "weave", e.getKey(), method);
      }
    }
    for (String call : plan.checkedCalls()) {
      line(out, "check", call);
    }
    for (PlanNote n : plan.notes()) {
      line(out, "note", n.className(), n.method(), Integer.toString(n.line()), n.reason());
    }
    return out.append("end\n").toString();
  }

  private static void line(StringBuilder out, String kind, String... fields) {
    out.append(kind);
    for (String field : fields) {
      out.append(' ');
      if (field.isEmpty()) {
        out.append(EMPTY);
      }
      for (int i = 0; i < field.length(); i++) {
        char c = field.charAt(i);
        if (c > ' ' && c < 0x7f && c != '\\') {
          out.append(c);
        } else {
          out.append("\\u").append(String.format("%04x", (int) c));
        }
      }
    }
    out.append('\n');
  }

  static Plan parse(String text) {
    Plan plan = new Parser().parse(text);
    if (!write(plan).equals(text)) {
      throw new PlanFormatException("the plan is not in canonical form: it was changed or damaged");
    }
    return plan;
  }

  private static final class Parser {
    private @Nullable String spec;
    private @Nullable PollKind poll;
    private Plan.@Nullable Root root;
    private final SortedMap<String, SortedSet<MarkedLoop>> loops = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> woven = new TreeMap<>();
    private final SortedSet<String> checked = new TreeSet<>();
    private final SortedSet<PlanNote> notes = new TreeSet<>();
    private int at;

    Plan parse(String text) {
      List<String> lines = text.lines().toList();
      if (lines.isEmpty() || !lines.get(0).equals(MAGIC)) {
        throw new PlanFormatException(
            "the text is no plan of this version: it does not begin with '" + MAGIC + "'");
      }
      if (!lines.get(lines.size() - 1).equals("end")) {
        throw new PlanFormatException("the plan is cut off: its last line is not 'end'");
      }
      for (at = 2; at < lines.size(); at++) {
        String[] fields = lines.get(at - 1).split(" ", -1);
        for (int i = 1; i < fields.length; i++) {
          fields[i] = unescape(fields[i]);
        }
        read(fields);
      }
      if (spec == null || poll == null || root == null) {
        throw new PlanFormatException("the plan lacks its spec, poll or root");
      }
      try {
        return new Plan(spec, poll, root, loops, woven, checked, notes);
      } catch (IllegalArgumentException e) {
        throw new PlanFormatException("the plan contradicts itself: " + e.getMessage());
      }
    }

    private void read(String[] f) {
      switch (f[0] + "/" + (f.length - 1)) {
        case "spec/1" -> spec = f[1];
        case "poll/1" -> poll = poll(f[1]);
        case "root/2" -> root = new Plan.Root(f[1], f[2]);
        case "loop/6" ->
            in(loops, f[1])
                .add(new MarkedLoop(f[2], natural(f[3]), number(f[4]), number(f[5]), f[6]));
        case "weave/2" -> in(woven, f[1]).add(f[2]);
        case "check/1" -> checked.add(f[1]);
        case "note/4" -> notes.add(new PlanNote(f[1], f[2], number(f[3]), f[4]));
        default -> throw bad("is no line of a plan");
      }
    }

    private static <T> SortedSet<T> in(SortedMap<String, SortedSet<T>> map, String className) {
      SortedSet<T> found = map.get(className);
      if (found == null) {
        found = new TreeSet<>();
        map.put(className, found);
      }
      return found;
    }

    private PollKind poll(String name) {
      for (PollKind kind : PollKind.values()) {
        if (kind.name().equals(name)) {
          return kind;
        }
      }
      throw bad("names no kind of poll");
    }

    private int natural(String digits) {
      int value = number(digits);
      if (value < 0) {
        throw bad("holds a negative number");
      }
      return value;
    }

    /** From -1 up to what a class file can hold. */
    private int number(String digits) {
      if (digits.equals("-1")) {
        return -1;
      }
      int value = 0;
      for (int i = 0; i < digits.length(); i++) {
        char c = digits.charAt(i);
        if (c < '0' || c > '9' || i == 5) {
          throw bad("holds a bad number");
        }
        value = 10 * value + c - '0';
      }
      if (digits.isEmpty() || value > 65535) {
        throw bad("holds a bad number");
      }
      return value;
    }

    private String unescape(String field) {
      if (field.equals(EMPTY)) {
        return "";
      }
      if (field.indexOf('\\') < 0) {
        return field;
      }
      StringBuilder out = new StringBuilder(field.length());
      for (int i = 0; i < field.length(); i++) {
        char c = field.charAt(i);
        if (c != '\\') {
          out.append(c);
          continue;
        }
        if (i + 6 > field.length() || !field.substring(i + 1, i + 6).matches("u[0-9a-f]{4}")) {
          throw bad("holds a bad escape");
        }
        out.append((char) Integer.parseInt(field.substring(i + 2, i + 6), 16));
        i += 5;
      }
      return out.toString();
    }

    private PlanFormatException bad(String what) {
      return new PlanFormatException("line " + at + " of the plan " + what);
    }
  }
}
