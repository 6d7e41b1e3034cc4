package dev.cairn.workloads;

import dev.cairn.annotations.CheckpointLoop;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A Metropolis chain over coupled anharmonic oscillators: {@code MonteCarlo [dimension=16
 * [samples=400000 [seed=5]]]}. Its state lies in a generator amid its sequence (between the two
 * halves of a pair of Gaussians, too), in maps, a queue and plain arrays.
 */
public final class MonteCarlo {
  /** Draws proposals; counts what became of them. */
  private static final class Walker {
    private final Random random;
    private final double[] position;
    private double energy;
    private long accepted;

    Walker(int dimension, long seed) {
      random = new Random(seed);
      position = new double[dimension];
      energy = energyOf(position);
    }

    boolean step(double width) {
      int i = random.nextInt(position.length);
      double old = position[i];
      position[i] = old + width * random.nextGaussian();
      double proposed = energyOf(position);
      if (proposed <= energy || random.nextDouble() < StrictMath.exp(energy - proposed)) {
        energy = proposed;
        accepted++;
        return true;
      }
      position[i] = old;
      return false;
    }

    private static double energyOf(double[] x) {
      double e = 0;
      for (int i = 0; i < x.length; i++) {
        double q = x[i] * x[i];
        double d = x[i] - x[(i + 1) % x.length];
        e += 0.25 * q * q - 0.5 * q + 0.3 * d * d;
      }
      return e;
    }
  }

  /** Running mean and variance (Welford), a histogram, and the latest energies. */
  private static final class Tally {
    private static final int WINDOW = 100;

    private long count;
    private double mean;
    private double m2;
    private final Map<Integer, Long> histogram = new HashMap<>();
    private final ArrayDeque<Double> latest = new ArrayDeque<>();

    void add(double energy) {
      count++;
      double delta = energy - mean;
      mean += delta / count;
      m2 += delta * (energy - mean);
      histogram.merge((int) Math.floor(energy * 4), 1L, Long::sum);
      latest.addLast(energy);
      if (latest.size() > WINDOW) {
        latest.removeFirst();
      }
    }

    double variance() {
      return count < 2 ? 0 : m2 / (count - 1);
    }
  }

  private MonteCarlo() {}

  public static void main(String[] args) {
    Arguments a = new Arguments("MonteCarlo [dimension [samples [seed]]]", args);
    Walker walker = new Walker(a.at(0, 16), a.at(2, 5));
    int samples = a.at(1, 400_000);
    Tally tally = new Tally();
    double width = 1.0;
    int hits = 0;
    int report = Math.max(1, samples / 6);
    for (@CheckpointLoop int sample = 1; sample <= samples; sample++) {
      for (int i = 0; i < 8; i++) {
        if (walker.step(width)) {
          hits++;
        }
      }
      tally.add(walker.energy);
      if (sample % 64 == 0) {
        // The step width follows the acceptance rate: the future depends on the whole past.
        width *= hits > 256 ? 1.05 : 0.95;
        hits = 0;
      }
      if (sample % report == 0) {
        System.out.println("sample " + sample + " mean " + tally.mean + " width " + width);
      }
    }
    Digest digest = new Digest().add(walker.position).add(walker.energy).add(walker.accepted);
    digest.add(width).add(tally.mean).add(tally.variance());
    new TreeMap<>(tally.histogram).forEach((bin, n) -> digest.add((long) bin).add(n));
    tally.latest.forEach(digest::add);
    digest.add(walker.random.nextLong()).print();
  }
}
