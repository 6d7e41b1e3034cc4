package dev.cairn.instrumenter.determinism;

/**
 * What the job sees of its host.
 *
 * @param strictMath {@code math=strict}
 * @param jobClock {@code time=job}
 * @param derivedSecureRandom {@code secure-random=derive}
 * @param seedPerRun {@code seed=random}: another seed in each run that begins anew
 */
public record Modes(
    boolean strictMath, boolean jobClock, boolean derivedSecureRandom, boolean seedPerRun) {}
