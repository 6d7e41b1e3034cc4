package dev.cairn.instrumenter.weave;

import java.util.List;
import java.util.Set;

/**
 * One woven method.
 *
 * @param key name and descriptor as written, such as {@code "step(ID)V"}
 * @param cloneName the clone's name: the method's own, but for a constructor
 * @param cloneDescriptor descriptor of the clone, which is private and static: one or more {@code
 *     dev.cairn.runtime.Frame} parameters, of which the first is the frame and the others are null
 * @param root whether the job may live in it
 * @param checkedCalls name and descriptor of every call after which it looks whether it has to save
 *     itself
 * @param points all points, by id
 */
public record WovenMethodInfo(
    String key,
    String cloneName,
    String cloneDescriptor,
    boolean root,
    Set<String> checkedCalls,
    List<WovenPoint> points) {
  public WovenMethodInfo {
    checkedCalls = Set.copyOf(checkedCalls);
    points = List.copyOf(points);
  }
}
