package dev.cairn.benchmarks.kernels;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The kernels by name. */
final class Kernels {
  private static final Map<String, Supplier<Kernel>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("bodies", Bodies::new);
    ALL.put("stencil", Stencil::new);
    ALL.put("matmul-outer", MatMulOuter::new);
    ALL.put("matmul-middle", MatMulMiddle::new);
    ALL.put("matmul-inner", MatMulInner::new);
    ALL.put("calls", Calls::new);
    ALL.put("locals", Locals::new);
    ALL.put("handlers", Handlers::new);
    ALL.put("axpy", Axpy::new);
    ALL.put("waves", Waves::new);
    ALL.put("growth", Growth::new);
    ALL.put("operands", Operands::new);
  }

  private Kernels() {}

  static Kernel byName(String name) {
    Supplier<Kernel> kernel = ALL.get(name);
    if (kernel == null) {
      throw new IllegalArgumentException("no kernel " + name + "; there are " + ALL.keySet());
    }
    return kernel.get();
  }
}
