package dev.cairn.agent.weave;

import dev.cairn.instrumenter.digest.CodeDigest;
import dev.cairn.instrumenter.weave.WovenMethodInfo;
import dev.cairn.runtime.WovenMethod;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one application class when it was defined.
 *
 * @param digest of its bytes as they were given to us
 * @param methods woven methods by key
 * @param activations hot copies and clones by the name and descriptor that a stack walk shows
 * @param sourceFile the class file's SourceFile attribute, or null
 */
record ClassRecord(
    CodeDigest digest,
    Map<String, WovenMethodInfo> methods,
    Map<String, WovenMethod> activations,
    @Nullable String sourceFile) {

  static ClassRecord unwoven(CodeDigest digest) {
    return new ClassRecord(digest, Map.of(), Map.of(), null);
  }

  static ClassRecord of(
      CodeDigest digest, List<WovenMethodInfo> woven, @Nullable String sourceFile) {
    Map<String, WovenMethodInfo> methods = new HashMap<>();
    Map<String, WovenMethod> activations = new HashMap<>();
    for (WovenMethodInfo m : woven) {
      methods.put(m.key(), m);
      WovenMethod runtime = new WovenMethod(m.key(), m.root(), new HashSet<>(m.checkedCalls()));
      activations.put(m.key(), runtime);
      activations.put(m.cloneName() + m.cloneDescriptor(), runtime);
    }
    return new ClassRecord(digest, Map.copyOf(methods), Map.copyOf(activations), sourceFile);
  }
}
