package dev.cairn.agent.options;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import dev.cairn.instrumenter.scan.Acceptance;
import dev.cairn.snapshot.format.Compression;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code key=value,key=value}; a comma within a value is written {@code \,}. */
public final class OptionParser {
  private static final Set<String> FLAGS = Set.of("fresh", "progress", "explain", "strict");
  private static final Set<String> VALUES =
      Set.of(
          "dir",
          "every",
          "every-from",
          "keep",
          "chunks",
          "compress",
          "loops",
          "root",
          "plans",
          "stop-at",
          "snapshot-at",
          "digest-every",
          "stop-after",
          "stop-deadline",
          "resume",
          "report",
          "perturb",
          "time",
          "replay",
          "math",
          "seed",
          "secure-random",
          "identity",
          "piped",
          "remind",
          "scan",
          "accept",
          "sample");

  private final Map<String, String> given;

  private OptionParser(Map<String, String> given) {
    this.given = given;
  }

  /**
   * @throws AgentException with {@link ExitCode#USAGE} where an option is unknown or its value bad
   */
  public static AgentOptions parse(@Nullable String text) {
    return new OptionParser(split(text == null ? "" : text)).options();
  }

  private static Map<String, String> split(String text) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String item : items(text)) {
      int eq = item.indexOf('=');
      String key = eq < 0 ? item : item.substring(0, eq);
      String value = eq < 0 ? "" : item.substring(eq + 1);
      if (FLAGS.contains(key)) {
        if (eq >= 0) {
          throw usage("option " + key + " takes no value; write just '" + key + "'");
        }
      } else if (!VALUES.contains(key)) {
        throw usage("unknown option '" + key + "'; " + known());
      } else if (value.isEmpty()) {
        throw usage("option " + key + " needs a value: " + key + "=…");
      }
      if (map.put(key, value) != null) {
        throw usage("option " + key + " is given twice");
      }
    }
    return map;
  }

  private static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    StringBuilder item = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
        item.append(',');
        i++;
      } else if (c == ',') {
        items.add(item.toString());
        item.setLength(0);
      } else {
        item.append(c);
      }
    }
    items.add(item.toString());
    items.removeIf(String::isEmpty);
    return items;
  }

  private AgentOptions options() {
    if (given.containsKey("resume") && given.containsKey("fresh")) {
      throw usage("resume and fresh exclude each other; leave one out");
    }
    if (given.containsKey("replay") && !given.getOrDefault("time", "record").equals("record")) {
      throw usage("replay is for time=record; leave time=" + given.get("time") + " out");
    }
    return new AgentOptions(
        path("dir"),
        duration("every", Duration.ofSeconds(60)),
        path("every-from"),
        (int) number("keep", 2, 1, 1_000_000),
        path("chunks"),
        compression(),
        given.get("loops"),
        given.get("root"),
        plans(),
        number("stop-at", 0, 1, Long.MAX_VALUE),
        counts("snapshot-at"),
        number("digest-every", 0, 1, Long.MAX_VALUE),
        given.containsKey("stop-after") ? duration("stop-after", Duration.ZERO) : null,
        duration("stop-deadline", Duration.ofSeconds(60)),
        path("resume"),
        given.containsKey("fresh"),
        given.containsKey("progress"),
        path("report"),
        given.containsKey("explain"),
        given.containsKey("perturb") ? number("perturb", 0, Long.MIN_VALUE, Long.MAX_VALUE) : null,
        oneOf("time", "job", "record", "host"),
        path("replay"),
        oneOf("math", "strict", "platform"),
        seed(),
        oneOf("secure-random", "host", "derive"),
        oneOf("identity", "job", "host"),
        oneOf("piped", "again", "dropped"),
        duration("remind", Duration.ofSeconds(60)),
        oneOf("scan", "text", "json"),
        given.containsKey("strict"),
        acceptance(),
        given.containsKey("sample") ? duration("sample", Duration.ZERO) : null);
  }

  /** By default where a user's caches are, as the XDG Base Directory Specification has it. */
  private @Nullable Path plans() {
    if ("none".equals(given.get("plans"))) {
      return null;
    }
    if (given.containsKey("plans")) {
      return path("plans");
    }
    String caches = System.getenv("XDG_CACHE_HOME");
    try {
      Path home =
          caches != null && Path.of(caches).isAbsolute()
              ? Path.of(caches)
              : Path.of(System.getProperty("user.home"), ".cache");
      return home.isAbsolute() ? home.resolve("cairn").resolve("plans") : null;
    } catch (InvalidPathException e) {
      return null; // nobody asked for one
    }
  }

  private @Nullable Path path(String key) {
    String v = given.get(key);
    try {
      return v == null ? null : Path.of(v).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw usage(key + "=" + v + " is not a path: " + e.getReason());
    }
  }

  private Compression compression() {
    String v = given.getOrDefault("compress", "auto");
    if (v.equals("auto")) {
      return Compression.BY_DISK;
    }
    return Compression.parse(v)
        .orElseThrow(
            () -> usage("compress=" + v + " is none of auto, raw, fast, or a level from 1 to 19"));
  }

  private Acceptance acceptance() {
    String v = given.get("accept");
    try {
      return v == null ? Acceptance.NONE : Acceptance.parse(v);
    } catch (IllegalArgumentException e) {
      throw usage("accept=" + v + ": " + e.getMessage());
    }
  }

  private long number(String key, long otherwise, long min, long max) {
    String v = given.get(key);
    return v == null ? otherwise : number(key, v, min, max);
  }

  private static long number(String key, String v, long min, long max) {
    try {
      long n = Long.parseLong(v.trim());
      if (n >= min && n <= max) {
        return n;
      }
    } catch (NumberFormatException e) {
      throw usage(key + "=" + v + " is not a whole number");
    }
    throw usage(key + "=" + v + " is out of range: at least " + min);
  }

  private @Nullable String seed() {
    String v = given.get("seed");
    if (v != null && !v.equals("random")) {
      number("seed", v, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    return v;
  }

  private @Nullable String oneOf(String key, String... values) {
    String v = given.get(key);
    if (v == null || List.of(values).contains(v)) {
      return v;
    }
    throw usage(key + "=" + v + " is none of " + String.join(", ", values));
  }

  private List<Long> counts(String key) {
    String v = given.get(key);
    if (v == null) {
      return List.of();
    }
    Set<Long> counts = new TreeSet<>();
    for (String part : v.split(":", -1)) {
      counts.add(number(key, part, 1, Long.MAX_VALUE));
    }
    return List.copyOf(counts);
  }

  private Duration duration(String key, Duration otherwise) {
    String v = given.get(key);
    return v == null ? otherwise : duration(key, v);
  }

  /**
   * Reads what an option says.
   *
   * @throws AgentException with {@link ExitCode#USAGE} where it is none
   */
  public static Duration duration(String key, String v) {
    int digits = 0;
    while (digits < v.length() && Character.isDigit(v.charAt(digits))) {
      digits++;
    }
    String unit = v.substring(digits);
    if (digits > 0 && digits < 13) {
      long n = Long.parseLong(v.substring(0, digits));
      switch (unit) {
        case "ms" -> {
          return Duration.ofMillis(n);
        }
        case "s", "" -> {
          return Duration.ofSeconds(n);
        }
        case "m" -> {
          return Duration.ofMinutes(n);
        }
        case "h" -> {
          return Duration.ofHours(n);
        }
        default -> {} // told below
      }
    }
    throw usage(key + "=" + v + " is not a duration; write 500ms, 60s, 10m or 2h");
  }

  private static String known() {
    Collection<String> all = new TreeSet<>(VALUES);
    all.addAll(FLAGS);
    return "known are " + String.join(", ", all);
  }

  private static AgentException usage(String message) {
    return new AgentException(ExitCode.USAGE, message);
  }
}
