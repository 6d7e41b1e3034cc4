package dev.cairn.instrumenter.scan;

import dev.cairn.instrumenter.determinism.Modes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a scan found, under a job's modes: for people, for machines, and for {@code strict}.
 *
 * @param scan what was found
 * @param modes what the job sees of its host
 * @param accepted what the user answers for
 */
public record ScanReport(Scan scan, Modes modes, Acceptance accepted) {
  private static final int PLACES = 20;

  /** Where nothing is left to do, a few are enough. */
  private static final int EXAMPLES = 3;

  /** The places where nothing is done and nobody answers for it. */
  public List<Finding> untreated() {
    return scan.findings().stream()
        .filter(f -> f.source().treatment(modes).isUntreated() && !accepted.accepts(f))
        .toList();
  }

  /**
   * Why {@code strict} refuses the job, in one line; empty where it doesn't.
   *
   * <pre>
   *   strict: 2 sources of differences, at 5 places, and nothing is done about them: clock at
   *   com.acme.Main#run:12: System.nanoTime() (time=job, or …); …
   * </pre>
   */
  public String refusal() {
    List<Finding> untreated = untreated();
    if (untreated.isEmpty()) {
      return "";
    }
    Map<Source, List<Finding>> sources = sources(untreated);
    String each =
        sources.entrySet().stream()
            .map(
                e ->
                    e.getKey().label()
                        + " at "
                        + e.getValue().get(0).place()
                        + " ("
                        + e.getKey().treatment(modes).remedy()
                        + ")")
            .collect(Collectors.joining("; "));
    return "strict: "
        + count(sources.size(), "source", "sources")
        + " of differences between runs, at "
        + count(untreated.size(), "place", "places")
        + ", about which nothing is done: "
        + each
        + "; cairn scan lists all, accept="
        + sources.keySet().stream().map(Source::label).collect(Collectors.joining(";"))
        + " answers for them";
  }

  private static Map<Source, List<Finding>> sources(List<Finding> findings) {
    return findings.stream()
        .collect(
            Collectors.groupingBy(Finding::source, TreeMap::new, Collectors.toUnmodifiableList()));
  }

  /**
   * For people.
   *
   * <pre>
   *   root    com.acme.Main#main([Ljava/lang/String;)V
   *   modes   time=host  math=strict  secure-random=host  identity=job
   *   read    34 methods in 7 classes: what may run from there
   *
   *   1 source of differences between two runs, about which nothing is done:
   *     clock: what time it is
   *       is      the host's
   *       mend    time=job, or don't let results depend on it
   *       com.acme.Main#run:12: System.nanoTime()
   *   1 source more, the same in every run:
   *     random: …
   *       is      seeded from the job's seed; …
   *       com.acme.Main#run:9: new Random()
   * </pre>
   */
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append("root    ").append(scan.root()).append('\n');
    out.append("modes   time=").append(modes.time().option());
    out.append("  math=").append(modes.strictMath() ? "strict" : "platform");
    out.append("  secure-random=").append(modes.derivedSecureRandom() ? "derive" : "host");
    out.append("  identity=").append(modes.jobHashes() ? "job" : "host");
    out.append("\nread    ").append(count(scan.methods(), "method", "methods"));
    out.append(" in ").append(count(scan.classes(), "class", "classes"));
    out.append(": what may run from there\n\n");
    List<Finding> untreated = untreated();
    section(
        out, untreated, " of differences between two runs, about which nothing is done", PLACES);
    if (untreated.isEmpty()) {
      out.append("0 sources of differences between two runs, about which nothing is done\n");
    }
    List<Finding> answered = new ArrayList<>(scan.findings());
    answered.removeIf(f -> !f.source().treatment(modes).isUntreated() || !accepted.accepts(f));
    section(out, answered, " more, which you answer for", EXAMPLES);
    section(out, ofKind(Treatment.Kind.REFUSED), " more, refused where it would show", PLACES);
    section(out, ofKind(Treatment.Kind.CARRIED), " more, going with the job", EXAMPLES);
    section(out, ofKind(Treatment.Kind.TREATED), " more, the same in every run", EXAMPLES);
    heading(out, count(scan.notes().size(), "note", "notes") + ": what was not read", scan.notes());
    return out.toString();
  }

  private List<Finding> ofKind(Treatment.Kind kind) {
    return scan.findings().stream()
        .filter(f -> f.source().treatment(modes).kind() == kind)
        .toList();
  }

  private void section(StringBuilder out, List<Finding> findings, String rest, int most) {
    if (findings.isEmpty()) {
      return;
    }
    Map<Source, List<Finding>> sources = sources(findings);
    out.append(count(sources.size(), "source", "sources")).append(rest);
    out.append(":\n");
    sources.forEach(
        (source, places) -> {
          Treatment t = source.treatment(modes);
          out.append("  ").append(source.label()).append(": ").append(source.what()).append('\n');
          out.append("    is      ").append(t.how()).append('\n');
          if (!t.remedy().isEmpty()) {
            out.append("    mend    ").append(t.remedy()).append('\n');
          }
          places.stream()
              .limit(most)
              .forEach(f -> out.append("    ").append(f.place()).append('\n'));
          if (places.size() > most) {
            out.append("    and ").append(places.size() - most).append(" more (--json)\n");
          }
        });
  }

  private static void heading(StringBuilder out, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.append(title).append(":\n");
      lines.forEach(line -> out.append("  ").append(line).append('\n'));
    }
  }

  private static String count(int n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }

  /** For machines: an object with {@code findings}, each with its treatment. */
  public String json() {
    List<Finding> untreated = untreated();
    JsonText out = new JsonText();
    out.open('{').name("root").string(scan.root());
    out.name("modes").open('{');
    out.name("time").string(modes.time().option());
    out.name("math").string(modes.strictMath() ? "strict" : "platform");
    out.name("secureRandom").string(modes.derivedSecureRandom() ? "derive" : "host");
    out.name("identity").string(modes.jobHashes() ? "job" : "host").close('}');
    out.name("classes").number(scan.classes()).name("methods").number(scan.methods());
    out.name("untreated").number(untreated.size());
    out.name("findings").open('[');
    for (Finding f : scan.findings()) {
      Treatment t = f.source().treatment(modes);
      out.open('{').name("source").string(f.source().label());
      out.name("class").string(f.dottedClass()).name("method").string(f.method());
      out.name("line").number(f.line()).name("what").string(f.what());
      out.name("treatment").string(t.kind().name().toLowerCase(Locale.ROOT));
      out.name("how").string(t.how()).name("remedy").string(t.remedy());
      out.name("accepted").bool(t.isUntreated() && accepted.accepts(f)).close('}');
    }
    out.close(']').name("notes").open('[');
    scan.notes().forEach(out::string);
    return out.close(']').close('}').toString();
  }
}
