# The programs that stop in hard places, as Tascalate JavaFlow takes them.
s/^package dev\.cairn\.benchmarks\.stops;/package dev.cairn.benchmarks.stops.javaflow;/
/^import dev\.cairn\.annotations/d
s/Cairn\.safePoint()/org.apache.commons.javaflow.api.Continuation.suspend()/
# Its annotation can't stand at a constructor.
s/\/\* leads to a point \*\/ Made/Made/
s/\/\* leads to a point \*\//@org.apache.commons.javaflow.api.continuable/
