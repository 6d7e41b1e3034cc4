package dev.cairn.snapshot.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Digests, authentication codes, and generators of the JDK's security providers. */
final class SecurityCases {
  private final List<Case> cases = new ArrayList<>();

  private SecurityCases() {}

  static List<Case> cases() {
    SecurityCases c = new SecurityCases();
    c.digests();
    c.generators();
    return c.cases;
  }

  static List<Class<?>> classes() {
    return List.of(SecurityCases.class, Two.class);
  }

  private <T> void add(String name, Supplier<T> make, Consumer<T> check) {
    cases.add(Case.of(name, make, check));
  }

  private record Two(Object a, Object b) {}

  /** More than a block of any of them, and some bytes that wait for the next one. */
  private static final byte[] HALF = "half of it, and more; ".repeat(20).getBytes(UTF_8);

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static MessageDigest halfDigested(String algorithm) {
    MessageDigest d = digest(algorithm);
    d.update(HALF);
    d.update((byte) 7);
    return d;
  }

  private static void finish(MessageDigest d) {
    MessageDigest other = halfDigested(d.getAlgorithm());
    d.update(HALF);
    other.update(HALF);
    assertThat(d.getProvider() == other.getProvider()).isTrue();
    assertThat(d.digest()).isEqualTo(other.digest());
    assertThat(d.digest(HALF)).isEqualTo(digest(d.getAlgorithm()).digest(HALF)); // begins anew
  }

  private static Two halfOf(String algorithm) {
    try {
      Mac m = Mac.getInstance(algorithm);
      SecretKeySpec key = new SecretKeySpec("a key".getBytes(UTF_8), algorithm);
      m.init(key);
      m.update(HALF);
      m.update((byte) 7);
      return new Two(m, key);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static void finish(Two t) {
    Mac m = (Mac) t.a;
    Mac other = (Mac) halfOf(m.getAlgorithm()).a;
    assertThat(t.b).isEqualTo(halfOf(m.getAlgorithm()).b);
    assertThat(m.getProvider() == other.getProvider()).isTrue();
    assertThat(m.doFinal(HALF)).isEqualTo(other.doFinal(HALF));
    assertThat(m.doFinal(HALF)).isEqualTo(other.doFinal(HALF)); // begins anew, with the same key
    try {
      m.init((SecretKeySpec) t.b);
    } catch (InvalidKeyException e) {
      throw new AssertionError(e);
    }
    assertThat(m.doFinal(HALF)).isEqualTo(other.doFinal(HALF));
  }

  private static SecureRandom drawnFrom(byte[] seed) {
    try {
      SecureRandom r = SecureRandom.getInstance("SHA1PRNG");
      r.setSeed(seed);
      r.nextBytes(new byte[27]); // a digest, and some bytes of the next one
      return r;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void generators() {
    add(
        "seeded SHA1PRNG",
        () -> drawnFrom(HALF),
        (SecureRandom r) -> {
          SecureRandom other = drawnFrom(HALF);
          for (int i = 0; i < 9; i++) {
            assertThat(r.nextLong()).isEqualTo(other.nextLong());
          }
          r.setSeed(7);
          other.setSeed(7);
          assertThat(r.nextGaussian()).isEqualTo(other.nextGaussian());
        });
    add(
        "the host's generator",
        SecureRandom::new,
        (SecureRandom r) -> {
          assertThat(r.getAlgorithm()).isEqualTo(new SecureRandom().getAlgorithm());
          assertThat(r.getProvider() == new SecureRandom().getProvider()).isTrue();
          assertThat(r.nextLong()).isNotEqualTo(r.nextLong());
        });
  }

  private static byte[] read(InputStream in, int most) {
    try {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void digests() {
    for (String algorithm : List.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512")) {
      add("half digested " + algorithm, () -> halfDigested(algorithm), SecurityCases::finish);
    }
    for (String algorithm : List.of("HmacMD5", "HmacSHA1", "HmacSHA256", "HmacSHA512")) {
      add("half of a message's " + algorithm, () -> halfOf(algorithm), SecurityCases::finish);
    }
    add("half digested SHA3-256", () -> halfDigested("SHA3-256"), SecurityCases::finish);
    int last = cases.size() - 1;
    cases.set(last, cases.get(last).ofOneRelease());
    add(
        "digest and checksum of a stream",
        () -> {
          MessageDigest d = digest("SHA-256");
          CheckedInputStream in =
              new CheckedInputStream(
                  new DigestInputStream(new ByteArrayInputStream(HALF), d), new CRC32C());
          read(in, 100);
          return new Two(in, d);
        },
        (Two t) -> {
          CheckedInputStream in = (CheckedInputStream) t.a;
          assertThat(read(in, HALF.length)).hasSize(HALF.length - 100);
          CRC32C c = new CRC32C();
          c.update(HALF);
          assertThat(in.getChecksum().getValue()).isEqualTo(c.getValue());
          assertThat(((MessageDigest) t.b).digest()).isEqualTo(digest("SHA-256").digest(HALF));
        });
  }
}
