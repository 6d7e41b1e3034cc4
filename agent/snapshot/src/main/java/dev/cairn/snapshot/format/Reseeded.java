package dev.cairn.snapshot.format;

import dev.cairn.snapshot.SnapshotMismatchException;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A snapshot whose random number generators stand elsewhere: each seed is mixed with a given one
 * and with the generator's own number, so that no two are alike. Generators of the program's own
 * are plain numbers and stay as they are.
 */
final class Reseeded {
  private static final String RANDOM = "java.util.Random";
  private static final String SPLITTABLE = "java.util.SplittableRandom";
  private static final long RANDOM_BITS = (1L << 48) - 1;

  private final SnapshotReader reader;
  private final HeapLayout layout;
  private final long with;
  private final byte[] data;
  private int generators;

  private Reseeded(SnapshotReader reader, long with) {
    this.reader = reader;
    this.layout = HeapLayout.read(reader);
    this.with = with;
    ByteSource all = layout.data();
    if (all.length() > Integer.MAX_VALUE - 16) {
      throw reader.damaged(SectionId.DATA, 0, "it is too long for another seed");
    }
    this.data = all.copy(0, (int) all.length());
  }

  /**
   * The sections that differ.
   *
   * @throws SnapshotMismatchException it holds a generator of the JDK that can't be seeded so
   */
  static Map<SectionId, Bytes> sections(SnapshotReader reader, long seed) {
    Reseeded r = new Reseeded(reader, seed);
    Map<SectionId, Bytes> changed = new EnumMap<>(SectionId.class);
    r.heap();
    changed.put(SectionId.DATA, Bytes.of(r.data));
    changed.put(SectionId.RUNTIME, r.runtime());
    changed.put(SectionId.HOST, Sections.host(r.host()));
    return changed;
  }

  private void heap() {
    for (int c = 0; c < layout.classes().size(); c++) {
      ClassEntry e = layout.classes().get(c);
      boolean known = false;
      for (int f = 0; f < e.fields().size(); f++) {
        FieldEntry field = e.fields().get(f);
        if (!field.name().equals("seed")) {
          continue;
        }
        if (field.declaringClass().equals(SPLITTABLE) && field.kind() == 'J') {
          known = true;
          for (int i = 0; i < e.count(); i++) {
            mix(layout.column(c, f) + 8L * i, -1L);
          }
        } else if (field.declaringClass().equals(RANDOM) && field.kind() == 'L') {
          known = true;
          for (int i = 0; i < e.count(); i++) {
            mixAtomic(layout.data().getInt(layout.column(c, f) + 4L * i));
          }
        }
      }
      boolean ofTheJdk = e.loader() != 'A' && e.kind() == ClassEntry.Kind.INSTANCE;
      if (ofTheJdk
          && !known
          && e.name()
              .matches("(java\\.util|jdk\\.random)\\..*(Random|X\\d+\\w*|Plus\\w*|StarStar)")) {
        throw new SnapshotMismatchException(
            "a " + e.name() + " can't be given another seed; fork it without one");
      }
    }
  }

  private void mixAtomic(int number) {
    if (number <= 0 || number > layout.objects() || layout.classOf(number) < 0) {
      throw reader.damaged(SectionId.DATA, 0, "a Random without a seed");
    }
    int c = layout.classOf(number);
    ClassEntry e = layout.classes().get(c);
    if (e.fields().size() != 1 || e.fields().get(0).kind() != 'J') {
      throw reader.damaged(SectionId.DATA, 0, "a Random whose seed is a " + e.name());
    }
    mix(layout.column(c, 0) + 8L * layout.ordinal(number), RANDOM_BITS);
  }

  private void mix(long at, long bits) {
    long v = mixed(layout.data().getLong(at)) & bits;
    for (int i = 0; i < 8; i++) {
      data[(int) at + i] = (byte) (v >>> (8 * i));
    }
  }

  /** SplitMix64's finisher over seed, old state and number. */
  private long mixed(long old) {
    long z = old ^ ((with + 1) * 0x9e3779b97f4a7c15L) ^ ((long) ++generators << 40);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private Bytes runtime() {
    SectionReader in = reader.section(SectionId.RUNTIME);
    Map<String, String> state = new TreeMap<>();
    int n = in.count(2);
    for (int i = 0; i < n; i++) {
      state.put(in.string(), in.string());
    }
    in.end();
    SectionWriter out = new SectionWriter().count(state.size());
    state.forEach((name, value) -> out.string(name).string(seed(name, value)));
    return out.toBytes();
  }

  /** Generators to be made draw from the job's seed. */
  private HostFacts host() {
    HostFacts h = reader.header().host();
    SortedMap<String, String> more = new TreeMap<>(h.more());
    more.computeIfPresent(
        "seed",
        (name, was) ->
            was.matches("-?\\d{1,18}")
                ? Long.toString(mixed(Long.parseLong(was)) & Integer.MAX_VALUE)
                : was);
    return new HostFacts(h.jvm(), h.os(), h.arch(), h.host(), h.timeMillis(), h.pid(), more);
  }

  private String seed(String name, String value) {
    if (name.startsWith("hash ") || !value.matches("-?\\d{1,19}")) { // of some class x.seed
      return value;
    }
    boolean ofAlgorithm =
        name.startsWith("seeds.") && !name.matches("seeds\\.(drawn|secure|.*\\.probe)");
    if (ofAlgorithm || name.equals("thread.threadLocalRandomSeed")) {
      return Long.toString(mixed(Long.parseLong(value)));
    }
    return name.endsWith(".seed")
        ? Long.toString(mixed(Long.parseLong(value)) & RANDOM_BITS)
        : value;
  }
}
