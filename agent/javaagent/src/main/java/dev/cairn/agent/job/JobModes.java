package dev.cairn.agent.job;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import dev.cairn.agent.jdk.PlatformClass;
import dev.cairn.agent.launch.Launch;
import dev.cairn.agent.options.AgentOptions;
import dev.cairn.instrumenter.determinism.Modes;
import dev.cairn.snapshot.format.Header;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the job sees of its host. A job keeps the modes that it began with: they stand in each of
 * its snapshots, and another one asked for on resume is refused.
 *
 * @param time {@code job}, {@code record} or {@code host}
 * @param math {@code strict} or {@code platform}
 * @param seed what generators without a seed get theirs from
 * @param secureRandom {@code host} or {@code derive}
 * @param identity {@code job} or {@code host}
 * @param release the Java release in which the job began
 * @param seedPerRun whether the seed was drawn for this run
 */
record JobModes(
    String time,
    String math,
    long seed,
    String secureRandom,
    String identity,
    int release,
    boolean seedPerRun) {
  private static final String TIME = "time";
  private static final String RECORD = "record";
  private static final String MATH = "math";
  private static final String SEED = "seed";
  private static final String SECURE_RANDOM = "secure-random";
  private static final String IDENTITY = "identity";
  private static final String RANDOM = "random";
  private static final String RELEASE = "release";

  /** At the end of a JVM's name and version: {@code OpenJDK 64-Bit Server VM 17.0.15+6}. */
  private static final Pattern VERSION = Pattern.compile(" (\\d+)[^ ]*$");

  private static final String PLATFORM_CLASS = "platform.class";

  /** Those asked for, or the defaults. */
  static JobModes fresh(AgentOptions options, Launch launch) {
    return new JobModes(
        orElse(time(options), "host"),
        orElse(options.math(), "strict"),
        seed(options.seed(), launch),
        orElse(options.secureRandom(), "host"),
        orElse(options.identity(), "job"),
        Runtime.version().feature(),
        RANDOM.equals(options.seed()));
  }

  private static @Nullable String time(AgentOptions options) {
    return options.replay() == null ? options.time() : RECORD;
  }

  /** By default the same for every run of the same program with the same arguments. */
  private static long seed(@Nullable String asked, Launch launch) {
    if (asked == null) {
      return hash(launch.shortName() + " " + Launch.argumentsText());
    }
    return asked.equals(RANDOM) ? System.nanoTime() ^ hash(asked) : Long.parseLong(asked);
  }

  private static long hash(String text) {
    long hash = 0xcbf2_9ce4_8422_2325L; // FNV-1a
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100_0000_01b3L;
    }
    return hash & Integer.MAX_VALUE; // short enough to be typed
  }

  /**
   * Those that the snapshot was taken with.
   *
   * @throws AgentException where the options ask for other ones, or where this JVM computes
   *     otherwise than the one that the job is bound to
   */
  static JobModes ofSnapshot(Path file, Header header, AgentOptions options) {
    JobModes modes =
        new JobModes(
            recorded(file, header, TIME),
            recorded(file, header, MATH),
            Long.parseLong(recorded(file, header, SEED)),
            recorded(file, header, SECURE_RANDOM),
            header.host().more().getOrDefault(IDENTITY, "host"), // as it was before there was one
            release(header),
            false);
    same(file, TIME, modes.time, time(options));
    same(file, MATH, modes.math, options.math());
    same(file, SEED, Long.toString(modes.seed), options.seed());
    same(file, SECURE_RANDOM, modes.secureRandom, options.secureRandom());
    same(file, IDENTITY, modes.identity, options.identity());
    if (!modes.strictMath()) {
      samePlatform(file, recorded(file, header, PLATFORM_CLASS));
    }
    return modes;
  }

  /** Of a snapshot that doesn't tell, by an older Cairn, that of the JVM which took it. */
  private static int release(Header header) {
    String told = header.host().more().get(RELEASE);
    Matcher version = VERSION.matcher(header.host().jvm());
    if (told != null) {
      return Integer.parseInt(told);
    }
    return version.find() ? Integer.parseInt(version.group(1)) : Runtime.version().feature();
  }

  private static String orElse(@Nullable String given, String otherwise) {
    return given != null ? given : otherwise;
  }

  private static String recorded(Path file, Header header, String mode) {
    String was = header.host().more().get(mode);
    if (was == null) {
      throw new AgentException(
          ExitCode.DATA,
          file
              + " does not tell its "
              + mode
              + ": it was taken by an older Cairn; resume with that, or begin anew with the option"
              + " fresh");
    }
    return was;
  }

  private static void same(Path file, String mode, String was, @Nullable String asked) {
    if (asked != null && !asked.equals(was) && !asked.equals(RANDOM)) {
      throw new AgentException(
          ExitCode.DATA,
          file
              + " was taken with "
              + mode
              + "="
              + was
              + "; resume with the same, or begin anew with the option fresh");
    }
  }

  private static void samePlatform(Path file, String was) {
    List<String> differ = PlatformClass.difference(was, PlatformClass.compute());
    if (!differ.isEmpty()) {
      throw new AgentException(
          ExitCode.DATA,
          file
              + " was taken with math=platform on another platform class: Math."
              + String.join(", Math.", differ)
              + " give other results in this JVM; resume on a machine and Java like the one it was"
              + " taken on, or begin anew with math=strict");
    }
  }

  boolean strictMath() {
    return math.equals("strict");
  }

  boolean derivedSecureRandom() {
    return secureRandom.equals("derive");
  }

  boolean recordedClock() {
    return time.equals(RECORD);
  }

  boolean jobHashes() {
    return identity.equals("job");
  }

  Modes modes() {
    return new Modes(
        strictMath(), Modes.Time.of(time), derivedSecureRandom(), seedPerRun, jobHashes());
  }

  /** For the snapshot. */
  SortedMap<String, String> facts() {
    SortedMap<String, String> facts =
        new TreeMap<>(
            Map.of(
                TIME,
                time,
                MATH,
                math,
                SEED,
                "" + seed,
                SECURE_RANDOM,
                secureRandom,
                IDENTITY,
                identity,
                RELEASE,
                "" + release));
    if (!strictMath()) {
      facts.put(PLATFORM_CLASS, PlatformClass.compute());
    }
    return facts;
  }
}
