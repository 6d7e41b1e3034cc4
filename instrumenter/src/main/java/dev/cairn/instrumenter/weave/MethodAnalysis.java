package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.ControlFlow;
import dev.cairn.instrumenter.flow.Lines;
import dev.cairn.instrumenter.flow.Liveness;
import dev.cairn.instrumenter.flow.LoopForest;
import dev.cairn.instrumenter.flow.MonitorFlow;
import dev.cairn.instrumenter.flow.TypeFlow;
import dev.cairn.instrumenter.flow.TypeFlowException;
import dev.cairn.instrumenter.flow.TypeHierarchy;
import org.objectweb.asm.tree.MethodNode;

/** All analyses of one method. */
record MethodAnalysis(
    String owner,
    MethodNode method,
    ControlFlow flow,
    LoopForest loops,
    TypeFlow types,
    Liveness liveness,
    MonitorFlow monitors) {

  static MethodAnalysis of(
      String owner, int classVersion, MethodNode method, TypeHierarchy hierarchy)
      throws UnsupportedException {
    ControlFlow flow = ControlFlow.of(method);
    try {
      return new MethodAnalysis(
          owner,
          method,
          flow,
          LoopForest.of(method, flow),
          TypeFlow.of(owner, classVersion, method, hierarchy),
          Liveness.of(method, flow),
          MonitorFlow.of(owner, method, flow));
    } catch (TypeFlowException e) {
      throw new UnsupportedException(
          Lines.at(method, e.index()), "its types can't be told: " + e.getMessage());
    } catch (MonitorFlow.UnstructuredException e) {
      throw new UnsupportedException(
          Lines.at(method, e.index()), "its locking is not structured: " + e.getMessage());
    }
  }

  int line(int index) {
    return Lines.at(method, index);
  }
}
