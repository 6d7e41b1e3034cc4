package dev.cairn.instrumenter.plan;

import java.util.List;
import java.util.Set;

/**
 * What a method's code does, as far as the call graph and the marks need it.
 *
 * @param calls the calls that stand in it, but for the early ones
 * @param early those of a constructor that is yet to call {@code super(...)} or {@code this(...)}:
 *     no snapshot can be taken below them
 * @param lambdas the lambdas that it makes
 * @param handles calls by way of other method handles: of a call site that is no lambda, or loaded
 *     as a constant
 * @param mentions the application's classes that it names in any way, by a string constant too
 * @param created those that it instantiates by {@code new}, or by a constructor's handle
 * @param literals those that it names by a class literal or a string constant
 * @param types the types that it names by a class literal
 * @param names the string constants that may be names of methods
 * @param reflects whether it calls what makes objects of classes known only at run time
 * @param safePoints the lines of {@code Cairn.safePoint()} calls, -1 where unknown
 * @param branchesBack whether it may hold a loop
 * @param markedVariables whether a local carries {@code @CheckpointLoop}
 * @param line the first line, or -1
 */
record MethodBody(
    List<CallSite> calls,
    List<CallSite> early,
    List<Lambda> lambdas,
    List<CallSite> handles,
    Set<String> mentions,
    Set<String> created,
    Set<String> literals,
    Set<String> types,
    Set<String> names,
    boolean reflects,
    List<Integer> safePoints,
    boolean branchesBack,
    boolean markedVariables,
    int line) {
  static final MethodBody EMPTY =
      new MethodBody(
          List.of(), List.of(), List.of(), List.of(), Set.of(), Set.of(), Set.of(), Set.of(),
          Set.of(), false, List.of(), false, false, -1);
}
