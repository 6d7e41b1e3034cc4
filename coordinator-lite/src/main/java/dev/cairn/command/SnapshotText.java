package dev.cairn.command;

import dev.cairn.launch.Durations;
import dev.cairn.snapshot.format.FrameInfo;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.format.Histogram;
import dev.cairn.snapshot.format.HostFacts;
import dev.cairn.snapshot.format.Progress;
import dev.cairn.snapshot.format.ValueInfo;
import dev.cairn.snapshot.graph.GraphObject;
import dev.cairn.snapshot.graph.SnapshotGraph;
import dev.cairn.snapshot.graph.Value;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A snapshot as a person reads it. */
final class SnapshotText {
  private static final int TEXT = 60;

  private final SnapshotGraph graph;
  private final Header header;
  private final long nowMillis;

  SnapshotText(SnapshotGraph graph, long nowMillis) {
    this.graph = graph;
    this.header = graph.header();
    this.nowMillis = nowMillis;
  }

  /**
   * @param classes how many rows of the histogram
   * @param statics whether statics and the plan are printed too
   */
  void print(Path file, int classes, boolean statics, PrintWriter out) {
    out.println(file);
    row(out, "generation", Long.toString(header.generation()));
    row(out, "job", ShellWords.join(jobWords()));
    row(out, "progress", progress(header.progress()));
    row(out, "taken", taken(header.host()));
    row(
        out,
        "size",
        Sizes.brief(header.bytes()) + ", " + header.histogram().objects() + " objects");
    row(out, "state digest", header.stateDigest());
    row(out, "class path", header.job().classPath());
    row(out, "JVM options", ShellWords.join(header.job().jvmOptions()));
    row(out, "directory", header.job().workingDirectory());
    frames(out);
    if (statics) {
      statics(out);
    }
    histogram(out, classes);
    if (statics) {
      out.println("plan");
      header.plan().lines().forEach(line -> out.println("  " + line));
    }
  }

  private List<String> jobWords() {
    List<String> words = new ArrayList<>(List.of(header.job().main()));
    words.addAll(header.job().arguments());
    return words;
  }

  private static String progress(Progress p) {
    return (p.counter() == Long.MIN_VALUE ? "" : "counter " + p.counter() + " ")
        + "in "
        + withoutDescriptor(p.loop())
        + (p.line() < 0 ? "" : " line " + p.line())
        + (p.reached() < 0 ? "" : ", " + p.reached() + " safe points since C0");
  }

  private String taken(HostFacts host) {
    Instant time = Instant.ofEpochMilli(host.timeMillis());
    Duration age = Duration.between(time, Instant.ofEpochMilli(nowMillis));
    return String.format(
        "%s (%s ago) by %s, %s, %s, process %d%s",
        time,
        Durations.brief(age),
        host.jvm(),
        host.os(),
        host.arch(),
        host.pid(),
        host.host().isEmpty() ? "" : " on " + host.host());
  }

  private void frames(PrintWriter out) {
    out.println("frames, outermost first");
    for (int i = 0; i < header.frames().size(); i++) {
      FrameInfo frame = header.frames().get(i);
      out.println("  " + at(frame));
      List<Value> values = graph.frames().get(i);
      for (int v = 0; v < values.size(); v++) {
        ValueInfo info = frame.values().get(v);
        String name =
            info.role() == ValueInfo.Role.LOCAL && info.name() != null
                ? info.name()
                : "(" + info.role().name().toLowerCase(Locale.ROOT) + ")";
        out.printf("    %-16s %s%n", name, describe(values.get(v)));
      }
    }
  }

  /** As in a stack trace: {@code com.acme.Main.run(Main.java:42)}. */
  static String at(FrameInfo frame) {
    String source = frame.sourceFile() == null ? "unknown source" : frame.sourceFile();
    return frame.className()
        + "."
        + withoutDescriptor(frame.method())
        + "("
        + source
        + (frame.line() < 0 ? "" : ":" + frame.line())
        + ")";
  }

  /** A method's name alone, of {@code run(I)V} or {@code com.acme.Main.run(I)V}. */
  static String withoutDescriptor(String method) {
    int paren = method.indexOf('(');
    return paren < 0 ? method : method.substring(0, paren);
  }

  private void statics(PrintWriter out) {
    out.println("statics");
    graph
        .statics()
        .forEach(
            s -> out.println("  " + s.className() + "." + s.name() + " = " + describe(s.value())));
  }

  private String describe(Value value) {
    if (value.kind() != 'L' || value.number() == 0) {
      return value.toString();
    }
    GraphObject object = graph.object(value.number());
    String text = String.valueOf(object.text());
    return switch (object.kind()) {
      case STRING -> "\"" + (text.length() > TEXT ? text.substring(0, TEXT) + "..." : text) + "\"";
      case ANCHOR -> text;
      case ARRAY -> value + " " + object.className() + ", length " + object.length();
      case INSTANCE -> value + " " + object.className();
    };
  }

  private void histogram(PrintWriter out, int classes) {
    List<Histogram.Row> rows = header.histogram().rows();
    out.println("heap");
    out.printf("  %10s  %10s  %s%n", "objects", "bytes", "class");
    rows.stream()
        .limit(classes)
        .forEach(r -> out.printf("  %10d  %10d  %s%n", r.count(), r.bytes(), r.className()));
    if (rows.size() > classes) {
      out.println("  and " + (rows.size() - classes) + " more classes (--all)");
    }
  }

  private static void row(PrintWriter out, String name, String value) {
    out.printf("  %-13s %s%n", name, value);
  }
}
