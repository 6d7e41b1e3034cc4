package dev.cairn.workloads;

import dev.cairn.annotations.CheckpointLoop;
import java.math.BigInteger;

/**
 * The test for Mersenne primes: {@code LucasLehmer [p=11213 [checkEvery=500]]}. M_p = 2^p - 1 is
 * prime iff s(p-2) = 0, where s(0) = 4 and s(i+1) = s(i)^2 - 2 mod M_p.
 *
 * <p>Squares are taken in floating point; every {@code checkEvery}th one (0: none) is compared with
 * {@link BigInteger}.
 */
public final class LucasLehmer {
  private LucasLehmer() {}

  public static void main(String[] args) {
    Arguments a = new Arguments("LucasLehmer [p [checkEvery]]", args);
    int p = a.at(0, 11213);
    int checkEvery = a.at(1, 500);
    if (p < 7 || !BigInteger.valueOf(p).isProbablePrime(30)) {
      throw new IllegalArgumentException("p is to be a prime from 7 up, not " + p);
    }
    MersenneResidue s = new MersenneResidue(p, 4);
    iterate(s, p, checkEvery);
    BigInteger residue = s.value();
    System.out.println(
        "M"
            + p
            + (residue.signum() == 0 ? " is prime" : " is composite")
            + ", residue "
            + low(residue));
    new Digest().add(s.digits()).add(s.worst()).add(residue.toString(16)).print();
  }

  private static void iterate(MersenneResidue s, int p, int checkEvery) {
    int report = Math.max(1, p / 6);
    for (@CheckpointLoop int i = 0; i < p - 2; i++) {
      if (checkEvery > 0 && i % checkEvery == 0) {
        squareChecked(s, p, i);
      } else {
        s.squareMinus(2);
      }
      if (i % report == 0) {
        System.out.println("iteration " + i + " residue " + low(s.value()));
      }
    }
  }

  private static void squareChecked(MersenneResidue s, int p, int iteration) {
    BigInteger two = BigInteger.TWO;
    BigInteger expected = s.value().pow(2).subtract(two).mod(two.pow(p).subtract(BigInteger.ONE));
    s.squareMinus(2);
    if (!s.value().equals(expected)) {
      throw new ArithmeticException("wrong square at iteration " + iteration);
    }
  }

  /** The low 64 bits, as the Mersenne hunters write them. */
  private static String low(BigInteger residue) {
    return String.format("%016X", residue.longValue());
  }
}
