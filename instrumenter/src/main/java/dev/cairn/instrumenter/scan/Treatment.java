package dev.cairn.instrumenter.scan;

/**
 * What is done about a source of differences.
 *
 * @param kind how far it goes
 * @param how in words for people, a clause
 * @param remedy what the user can do, a clause; empty where there is no need
 */
public record Treatment(Kind kind, String how, String remedy) {
  /** From the best to the worst. */
  public enum Kind {
    /** The same in every run. */
    TREATED,
    /** The first JVM's, and goes with the job: a run that begins anew may get another one. */
    CARRIED,
    /** No snapshot is taken, or none resumed, where it would show. */
    REFUSED,
    /** The host's, in each JVM anew: what {@code strict} refuses. */
    HOST
  }

  static Treatment treated(String how) {
    return new Treatment(Kind.TREATED, how, "");
  }

  static Treatment carried(String how) {
    return new Treatment(Kind.CARRIED, how, "");
  }

  static Treatment refused(String how, String remedy) {
    return new Treatment(Kind.REFUSED, how, remedy);
  }

  static Treatment host(String how, String remedy) {
    return new Treatment(Kind.HOST, how, remedy);
  }

  /** Whether two runs may part here, and nothing is done about it. */
  public boolean isUntreated() {
    return kind == Kind.HOST;
  }
}
