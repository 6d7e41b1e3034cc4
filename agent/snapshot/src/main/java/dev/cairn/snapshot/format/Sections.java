package dev.cairn.snapshot.format;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Encodes and decodes the sections that describe a snapshot: JOB, HOST, and the frames' head. */
public final class Sections {
  /** The major version from which on FRAMES tell instructions, and JOB the points' numbers. */
  private static final int POINTS_IN_JOB = 3;

  private Sections() {}

  static Bytes job(SnapshotContent content, long generation) {
    HeapImage image = content.image();
    return job(
        generation,
        content.job(),
        content.plan(),
        content.classDigests(),
        image.initialised(),
        content.progress(),
        image.stateDigest(),
        image.histogram(),
        image.frames());
  }

  /** The same job in another state. */
  static Bytes job(Header h, String stateDigest) {
    return job(
        h.generation(),
        h.job(),
        h.plan(),
        h.classDigests(),
        h.initialised(),
        h.progress(),
        stateDigest,
        h.histogram(),
        h.frames());
  }

  private static Bytes job(
      long generation,
      JobIdentity job,
      String plan,
      SortedMap<String, String> classDigests,
      List<String> initialised,
      Progress p,
      String stateDigest,
      Histogram histogram,
      List<FrameInfo> frames) {
    SectionWriter out = new SectionWriter();
    out.int64(generation);
    out.string(job.main()).strings(job.arguments()).string(job.classPath());
    out.strings(job.jvmOptions()).string(job.workingDirectory());
    out.string(plan);
    out.count(classDigests.size());
    classDigests.forEach((name, digest) -> out.string(name).string(digest));
    out.strings(initialised);
    out.int64(p.reached()).int64(p.counter()).string(p.loop()).int32(p.line());
    out.string(stateDigest);
    List<Histogram.Row> rows = histogram.rows();
    out.count(rows.size());
    rows.forEach(r -> out.string(r.className()).int64(r.count()).int64(r.bytes()));
    out.count(frames.size());
    frames.forEach(f -> out.count(f.point()));
    return out.toBytes();
  }

  static Bytes host(HostFacts host) {
    SectionWriter out = new SectionWriter();
    out.string(host.jvm()).string(host.os()).string(host.arch()).string(host.host());
    out.int64(host.timeMillis()).int64(host.pid());
    out.count(host.more().size());
    host.more().forEach((name, value) -> out.string(name).string(value));
    return out.toBytes();
  }

  static Header header(SnapshotReader reader, int major, int minor) {
    SectionReader in = reader.section(SectionId.JOB);
    long generation = in.int64();
    JobIdentity job =
        new JobIdentity(in.string(), in.strings(), in.string(), in.strings(), in.string());
    String plan = in.string();
    SortedMap<String, String> digests = map(in);
    List<String> initialised = in.strings();
    Progress progress = new Progress(in.int64(), in.int64(), in.string(), in.int32());
    String stateDigest = in.string();
    if (stateDigest.length() != 64) {
      throw in.damaged("a state digest of " + stateDigest.length() + " characters");
    }
    int n = in.count(17);
    List<Histogram.Row> rows = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      rows.add(new Histogram.Row(in.string(), in.int64(), in.int64()));
    }
    List<FrameInfo> frames = frames(reader.section(SectionId.FRAMES), (info, kind, bits) -> {});
    if (major >= POINTS_IN_JOB) {
      frames = atPoints(in, frames);
    }
    in.end();
    ChunksSection chunks = major < 2 ? null : reader.chunksSection();
    return new Header(
        major,
        minor,
        generation,
        job,
        plan,
        digests,
        initialised,
        frames,
        progress,
        stateDigest,
        new Histogram(rows),
        chunks == null ? reader.fileLength() : chunks.state(),
        chunks == null || chunks.locator().isEmpty() ? reader.fileLength() : chunks.added(),
        host(reader.section(SectionId.HOST)));
  }

  private static List<FrameInfo> atPoints(SectionReader in, List<FrameInfo> frames) {
    int n = in.count(1);
    if (n != frames.size()) {
      throw in.damaged(n + " points of " + frames.size() + " frames");
    }
    return frames.stream().map(f -> f.atPoint(in.number())).toList();
  }

  private static HostFacts host(SectionReader in) {
    String jvm = in.string();
    String os = in.string();
    String arch = in.string();
    String host = in.string();
    long time = in.int64();
    long pid = in.int64();
    SortedMap<String, String> more = map(in);
    in.end();
    return new HostFacts(jvm, os, arch, host, time, pid, more);
  }

  private static SortedMap<String, String> map(SectionReader in) {
    int n = in.count(2);
    SortedMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < n; i++) {
      String name = in.string();
      map.put(name, in.string());
    }
    return map;
  }

  /** One frame without its values. */
  public static void frame(SectionWriter out, FrameInfo f) {
    out.string(f.className()).string(f.method()).count(f.instruction()).int32(f.line());
    optional(out, f.sourceFile());
    out.count(f.values().size());
  }

  /** One value of a frame: what it is, then its bits; of a reference the object's number. */
  public static void value(SectionWriter out, ValueInfo v, long bits) {
    optional(out, v.name());
    out.byteValue(v.kind()).string(v.type()).byteValue(v.role().name().charAt(0)).int64(bits);
  }

  /** Receives the frames' values while they are read. */
  @FunctionalInterface
  public interface ValueSink {
    void value(int frame, char kind, long bits);
  }

  /** Reads the section of frames, {@code values} included; a point's number is its instruction. */
  public static List<FrameInfo> frames(SectionReader in, ValueSink values) {
    int n = in.count(10);
    List<FrameInfo> frames = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      String className = in.string();
      String method = in.string();
      int instruction = in.number();
      int line = in.int32();
      String source = optional(in);
      int size = in.count(11);
      List<ValueInfo> infos = new ArrayList<>(size);
      for (int k = 0; k < size; k++) {
        String name = optional(in);
        char kind = (char) in.byteValue();
        String type = in.string();
        ValueInfo.Role role = role(in.byteValue());
        if (dev.cairn.runtime.Frame.KINDS.indexOf(kind) < 0 || role == null) {
          throw in.damaged("a value of kind " + (int) kind + ", or of unknown role");
        }
        infos.add(new ValueInfo(name, kind, type, role));
        values.value(i, kind, in.int64());
      }
      frames.add(new FrameInfo(className, method, instruction, instruction, line, source, infos));
    }
    in.end();
    return frames;
  }

  private static ValueInfo.@Nullable Role role(int initial) {
    for (ValueInfo.Role r : ValueInfo.Role.values()) {
      if (r.name().charAt(0) == initial) {
        return r;
      }
    }
    return null;
  }

  private static void optional(SectionWriter out, @Nullable String s) {
    out.byteValue(s == null ? 0 : 1);
    if (s != null) {
      out.string(s);
    }
  }

  private static @Nullable String optional(SectionReader in) {
    return in.byteValue() == 0 ? null : in.string();
  }
}
