package dev.cairn.it;

import java.util.List;

/**
 * One of the hard cases that no weaver may get wrong, and what shows that this one doesn't.
 *
 * @param what what is hard
 * @param jobs classes of the jobs that hold it, cut at every safe point
 * @param tests other tests that show it, by class and method
 */
record HardCase(String what, List<String> jobs, List<String> tests) {
  /** In the order in which the project's list has them. */
  static final List<HardCase> ALL =
      List.of(
          job("stops inside try, catch and nested finally blocks", "ControlFlow"),
          job("return in try, continue in catch, return in finally", "ControlFlow"),
          job("exceptions through re-entered frames with finally blocks", "ControlFlow"),
          job("try with two resources; suppressed exceptions", "ControlFlow"),
          job("multi-catch; a safe point in a handler", "ControlFlow"),
          job("catch (Throwable) never sees the machinery", "ControlFlow"),
          job("switches on strings and on calls, nested", "ControlFlow"),
          job("labelled continue and break; loops with several exits", "ControlFlow"),
          job("short-circuit conditions; ternaries of mixed types", "ControlFlow"),
          job("longs and doubles below a call", "OperandStack"),
          job("compound assignment to arrays of every type", "OperandStack"),
          job("calls in constructor arguments, nested and branching", "OperandStack"),
          job("array dimensions and initialisers", "OperandStack"),
          both(
              "an uninitialised object in a local",
              "UninitializedLocals",
              "HandMadeTest.anUninitializedObjectInALocal"),
          both(
              "nulls in locals and operands",
              "OperandStack",
              "HandMadeTest.nullsInLocalsAndOperands"),
          job("slots used again; locals not yet assigned", "OperandStack"),
          both("merges of arrays and interfaces", "OperandStack", "FlowTest"),
          job("string concatenation by invokedynamic", "OperandStack"),
          test("dead references are in no snapshot", "DeadValuesTest.aDeadReferenceIsInNoFrame"),
          new HardCase(
              "recursion, 5,000 and 50,000 calls deep",
              List.of("Calls", "Deep"),
              List.of("HardCasesIT.fiftyThousandFrames")),
          job("calls of every kind: super, default, bridge, nestmates", "Calls"),
          job("lambdas and method references", "Calls"),
          new HardCase(
              "frames of the JDK: reflection, collections, streams, proxies; others are refused",
              List.of("JdkFrames", "Adapters", "Proxies", "Streams"),
              List.of("HardCasesIT.foreignFrames, refusedFrames")),
          both("constructors; class initialisers are refused", "Constructors", "RefusalsTest"),
          new HardCase(
              "monitors of every kind; ReentrantLock; locks in no local",
              List.of("Monitors", "HiddenLocks"),
              List.of("HandMadeTest.aLockInNoLocal")),
          job("one array by several ways", "HeapShapes"),
          job("Random after an odd number of Gaussians", "HeapShapes"),
          job("iterators of the collections; fail-fast fails fast", "HeapShapes"),
          job("identity hashes", "IdentityHashes"),
          job("a list of a million nodes", "BigHeap"),
          job("compressed streams that stay open", "Zipped"),
          job("statics, enums, singletons, thread locals", "HeapShapes"),
          new HardCase(
              "subroutines; class files of every version",
              List.of("Subroutines", "Versions", "LaterVersions"),
              List.of("HandMadeTest.subroutinesEnteredTwice, ClassVersionsTest")),
          both("methods near 64 KB and near HotSpot's limits", "LargeMethods", "SizesTest"),
          new HardCase(
              "never woven twice; obfuscated code; unused slots of the wrong type",
              List.of("Obfuscated", "UnusedSlots"),
              List.of("RefusalsTest.noClassIsWovenTwice, CorpusTest")),
          test("one snapshot resumed twice", "HardCasesIT.sameSnapshotResumedTwice"),
          both("records, sealed types, pattern switches", "Modern", "CorpusTest"),
          test("recompiled code is refused", "BadInputIT.recompiledWithOneConstantChanged"));

  private static HardCase job(String what, String job) {
    return new HardCase(what, List.of(job), List.of());
  }

  private static HardCase test(String what, String tests) {
    return new HardCase(what, List.of(), List.of(tests));
  }

  private static HardCase both(String what, String job, String tests) {
    return new HardCase(what, List.of(job), List.of(tests));
  }
}
