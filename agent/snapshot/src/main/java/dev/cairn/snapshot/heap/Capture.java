package dev.cairn.snapshot.heap;

import dev.cairn.runtime.Frame;
import dev.cairn.snapshot.format.FrameInfo;
import dev.cairn.snapshot.format.HeapImage;
import java.util.Collection;
import java.util.List;

/**
 * Copies a job's state into a {@link HeapImage}: frames, all objects reachable from them, and the
 * statics of the given classes. No job code runs, no class is initialised, no object is changed.
 *
 * <p>The walk runs on a thread of its own while the caller waits, so that the job thread's hash
 * code generator stands still. One capture at a time; the job must stand still.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"}) // until it is built
public final class Capture {
  private final HeapAccess access;
  private final ClassLoader applicationLoader;

  /**
   * @param applicationLoader the loader of the job's classes: the system class loader
   */
  public Capture(HeapAccess access, ClassLoader applicationLoader) {
    this.access = access;
    this.applicationLoader = applicationLoader;
  }

  /**
   * Captures.
   *
   * @param frames outermost first, complete (nothing popped yet)
   * @param infos one for each frame, with one value info for each value
   * @param classes the initialised classes of the application loader; any order
   * @param jobThread the thread that the job runs in
   * @throws dev.cairn.snapshot.NotCapturableException something reachable can't be copied exactly
   */
  public HeapImage take(
      List<Frame> frames, List<FrameInfo> infos, Collection<Class<?>> classes, Thread jobThread) {
    throw new UnsupportedOperationException("not built yet: " + access + applicationLoader);
  }
}
