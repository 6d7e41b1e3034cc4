package dev.cairn.runtime;

/** What a mended StackWalker asks. Called by the JDK. */
public final class StackWalks {
  /** What HotSpot says where no frame is left that it may show ({@code stackwalk.cpp}). */
  private static final String AT_END = "doStackWalk: later decode failed";

  private StackWalks() {}

  /** Returns where the walk has come to its end; throws what else was wrong. */
  public static void arrived(InternalError e) {
    if (!AT_END.equals(e.getMessage())) {
      throw e;
    }
  }
}
