package dev.cairn.instrumenter.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.determinism.JdkCode;
import dev.cairn.instrumenter.determinism.Modes;
import dev.cairn.instrumenter.determinism.StaticCall;
import dev.cairn.instrumenter.determinism.Treatments;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the scan says is treated is what the agent treats. */
class TreatedSourcesTest {
  private static final Modes ALL = new Modes(true, Modes.Time.JOB, true, false, true);
  private static final Modes NONE = new Modes(false, Modes.Time.HOST, false, false, false);

  /** The JDK finds these by name; whole runs show that they are seeded. */
  private static final Set<String> BY_NAME =
      Set.of(
          "java/util/random/RandomGenerator.of",
          "java/util/random/RandomGenerator.getDefault",
          "java/util/random/RandomGeneratorFactory.create()Ljava/util/random/RandomGenerator;");

  /** Treated by HashCalls, whose test finds every class of the JDK that asks. */
  private static final Set<Source> BY_HASH_CALLS =
      Set.of(Source.IDENTITY_HASH, Source.IDENTITY_ORDER);

  /** Derived as a whole: the agent replaces its methods' bodies. */
  private static final String SECURE_RANDOM = "java/security/SecureRandom";

  /** Where an abstract method of the table, or an object that it gives, is looked at instead. */
  private static final Map<String, String> INSTEAD =
      Map.of(
          "java/nio/ByteBuffer.putDouble", "java/nio/HeapByteBuffer.putDouble",
          "java/nio/ByteBuffer.putFloat", "java/nio/HeapByteBuffer.putFloat",
          "java/time/Clock.", "java/time/Clock$SystemClock.millis",
          "java/time/InstantSource.", "java/time/Clock$SystemClock.millis",
          "javax/crypto/KeyGenerator.generateKey", "java/security/SecureRandom.nextBytes",
          "java/security/KeyPairGenerator.generateKeyPair", "java/security/SecureRandom.nextBytes");

  private static final int DEPTH = 5;

  private static String start(String member) {
    return INSTEAD.entrySet().stream()
        .filter(e -> member.startsWith(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(member);
  }

  private static boolean dependsOnModes(Source source) {
    return source.treatment(ALL).kind() != source.treatment(NONE).kind();
  }

  @ParameterizedTest
  @MethodSource("dev.cairn.instrumenter.determinism.JdkCode#homes")
  void whatIsSaidToBeTreatedLeadsToAReplacedCall(Path home) throws Exception {
    Set<String> untrue = new TreeSet<>();
    int looked = 0;
    try (JdkCode jdk = JdkCode.open(home)) {
      for (Map.Entry<String, Source> e : SourceMembers.table().entrySet()) {
        if ((dependsOnModes(e.getValue()) || e.getValue() == Source.RANDOM)
            && SourceMembers.since(e.getKey()) <= jdk.feature()
            && !BY_HASH_CALLS.contains(e.getValue())
            && !BY_NAME.contains(e.getKey())) {
          looked++;
          boolean always = e.getValue() == Source.RANDOM;
          if (!leadsToReplacement(jdk, e.getKey(), ALL)
              || leadsToReplacement(jdk, e.getKey(), NONE) != always) {
            untrue.add(e.getKey());
          }
        }
      }
    }
    assertThat(looked).isGreaterThan(50);
    assertThat(untrue).isEmpty();
  }

  /** The search is no foregone conclusion: without the modes it finds seeds alone. */
  @Test
  void withoutTheModesNothingIsReplaced() throws Exception {
    try (JdkCode jdk = JdkCode.open(JdkCode.homes().get(0))) {
      assertThat(leadsToReplacement(jdk, "java/util/Date.<init>()V", ALL)).isTrue();
      assertThat(leadsToReplacement(jdk, "java/util/Date.<init>()V", NONE)).isFalse();
      assertThat(leadsToReplacement(jdk, "java/util/Random.<init>()V", NONE)).isTrue();
      assertThat(leadsToReplacement(jdk, "java/io/File.lastModified()J", ALL)).isFalse();
    }
  }

  /** A few calls deep: whatever goes on for longer ends up everywhere. */
  private static boolean leadsToReplacement(JdkCode jdk, String member, Modes modes) {
    Treatments treatments = new Treatments(modes);
    Set<StaticCall> level = new LinkedHashSet<>(jdk.methods(start(member)));
    if (level.stream().anyMatch(treatments.inApplication().calls()::contains)) {
      return true; // the application's own call is replaced
    }
    for (int depth = 0; depth < DEPTH; depth++) {
      Set<StaticCall> next = new LinkedHashSet<>();
      for (StaticCall method : level) {
        if (modes.derivedSecureRandom() && method.owner().equals(SECURE_RANDOM)) {
          return true;
        }
        for (StaticCall call : jdk.calls(method)) {
          if (treatments.inBase(method.owner()).calls().contains(call)) {
            return true;
          }
          next.addAll(jdk.resolve(asAsked(call)));
        }
      }
      level = next;
    }
    return false;
  }

  /** Who asks a clock asks the system's. */
  private static StaticCall asAsked(StaticCall call) {
    return call.owner().equals("java/time/Clock") && call.name().equals("instant")
        ? new StaticCall("java/time/Clock$SystemClock", call.name(), call.descriptor())
        : call;
  }

  @Test
  void whatIsReplacedIsSaidToBeTreated() {
    for (StaticCall call : new Treatments(ALL).inApplication().calls()) {
      if (!call.owner().startsWith("jdk/internal/")) {
        Source source = SourceMembers.of(call.owner(), call.name(), call.descriptor());
        assertThat(source).as(call.toString()).isNotNull();
        assertThat(source.treatment(ALL).kind()).isEqualTo(Treatment.Kind.TREATED);
      }
    }
  }

  @Test
  void whatIsDrawnForEachRunIsNotTheSameInEach() {
    Modes drawn = new Modes(true, Modes.Time.JOB, true, true, true);
    for (Source s : new Source[] {Source.RANDOM, Source.SECURE_RANDOM, Source.TEMPORARY_NAMES}) {
      assertThat(s.treatment(ALL).kind()).isEqualTo(Treatment.Kind.TREATED);
      assertThat(s.treatment(drawn).kind()).isEqualTo(Treatment.Kind.CARRIED);
    }
  }

  @Test
  void eachModeTreatsItsOwn() {
    assertThat(
            Source.CLOCK
                .treatment(new Modes(false, Modes.Time.JOB, false, false, true))
                .isUntreated())
        .isFalse();
    assertThat(
            Source.CLOCK
                .treatment(new Modes(true, Modes.Time.HOST, true, false, true))
                .isUntreated())
        .isTrue();
    assertThat(
            Source.NAN_BITS
                .treatment(new Modes(true, Modes.Time.HOST, false, false, true))
                .isUntreated())
        .isFalse();
    assertThat(
            Source.NAN_BITS
                .treatment(new Modes(false, Modes.Time.JOB, true, false, true))
                .isUntreated())
        .isTrue();
    assertThat(
            Source.SECURE_RANDOM
                .treatment(new Modes(false, Modes.Time.HOST, true, false, true))
                .isUntreated())
        .isFalse();
    assertThat(
            Source.SECURE_RANDOM
                .treatment(new Modes(true, Modes.Time.JOB, false, false, true))
                .isUntreated())
        .isTrue();
    for (Source s : BY_HASH_CALLS) {
      assertThat(s.treatment(NONE).isUntreated()).isTrue();
      assertThat(s.treatment(ALL).isUntreated()).isFalse();
    }
  }
}
