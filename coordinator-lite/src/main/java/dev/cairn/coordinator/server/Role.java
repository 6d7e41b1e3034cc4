package dev.cairn.coordinator.server;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a token is good for. */
public enum Role {
  /** Submitting jobs, seeing all that is there, fetching results. */
  SUBMIT,
  /** All that users ask for, of all jobs and hosts. */
  OPERATE,
  /** Speaking for a host: what it is to run, what became of it, its jobs' files. */
  WORKER;

  static final Set<Role> ALL = EnumSet.allOf(Role.class);

  /** As users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> of(String word) {
    return ALL.stream().filter(r -> r.word().equals(word)).findFirst();
  }
}
