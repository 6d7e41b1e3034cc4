# The programs that stop in hard places, as offbynull's coroutines take them.
s/^package dev\.cairn\.benchmarks\.stops;/package dev.cairn.benchmarks.stops.coroutines;/
/^import dev\.cairn\.annotations/d
s/Cairn\.safePoint()/continuation.suspend()/
s/\/\* leads to a point \*\/ //
s/\/\* handed on \*\/ */com.offbynull.coroutines.user.Continuation continuation/
s/\/\* hand on \*\/ */continuation/
s/ \/\* of what is handed on \*\//, com.offbynull.coroutines.user.Continuation.class/
s/ \/\* and hand on \*\//, continuation/
