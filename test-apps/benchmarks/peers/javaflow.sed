# The kernels as Tascalate JavaFlow takes them.
s/^package dev\.cairn\.benchmarks\.kernels;/package dev.cairn.benchmarks.javaflow;/
/^import dev\.cairn\.annotations/d
s/@CheckpointLoop //
# Methods that lead to a point are annotated.
s/^\( *\)\(public \)\{0,1\}double run(/\1@org.apache.commons.javaflow.api.continuable \2double run(/
s/^\( *\)private \(static \)\{0,1\}double \(row\|cell\|dot\|powers\)(/\1private @org.apache.commons.javaflow.api.continuable \2double \3(/
# The point: a loop around others asks each time, an innermost one as seldom as Cairn does.
s/\/\/ safe point in \(.*\)/if ((\1 \& 511) == 0 \&\& dev.cairn.benchmarks.peers.Request.wanted) org.apache.commons.javaflow.api.Continuation.suspend();/
s/\/\/ safe point$/if (dev.cairn.benchmarks.peers.Request.wanted) org.apache.commons.javaflow.api.Continuation.suspend();/
