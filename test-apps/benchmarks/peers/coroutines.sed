# The kernels as offbynull's coroutines take them.
s/^package dev\.cairn\.benchmarks\.kernels;/package dev.cairn.benchmarks.coroutines;/
/^import dev\.cairn\.annotations/d
s/@CheckpointLoop //
# Methods that lead to a point are handed the continuation.
s/\(double run(\)/\1com.offbynull.coroutines.user.Continuation continuation, /
s/\(private \(static \)\{0,1\}double \(row\|cell\|dot\|powers\)(\)/\1com.offbynull.coroutines.user.Continuation continuation, /
/private.* double/!s/\b\(row\|cell\|dot\|powers\)(/\1(continuation, /
# The point: a loop around others asks each time, an innermost one as seldom as Cairn does.
s/\/\/ safe point in \(.*\)/if ((\1 \& 511) == 0 \&\& dev.cairn.benchmarks.peers.Request.wanted) continuation.suspend();/
s/\/\/ safe point$/if (dev.cairn.benchmarks.peers.Request.wanted) continuation.suspend();/
