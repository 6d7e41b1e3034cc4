package dev.cairn.coordinator.core;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted; never changes.
 *
 * @param key chosen by who submits: the same submission sent twice is one job
 * @param name for people
 * @param needs of its host
 * @param platform the only platform class it may run on, or null where any will do
 * @param after the job that must be done before this one begins, or null
 * @param files the digest of the manifest of its files at C0
 * @param java what stands behind {@code java}
 * @param options the agent's, as {@code k=v,k=v}
 */
public record JobSpec(
    String key,
    String name,
    Amount needs,
    @Nullable String platform,
    @Nullable Long after,
    String files,
    List<String> java,
    String options) {
  public JobSpec {
    Objects.requireNonNull(key);
    Objects.requireNonNull(name);
    Objects.requireNonNull(files);
    java = List.copyOf(java);
    if (needs.slots() < 1 || needs.memoryMiB() < 0) {
      throw new IllegalArgumentException("a job needs at least one slot, not " + needs);
    }
  }
}
