/**
 * Programs that stop in places where it is hard. Peers' ones are made of the same sources ({@code
 * peers/build-stops}): a comment says where a method leads to a point, where it is handed what
 * leads there, and where that is handed on.
 */
@NullMarked
package dev.cairn.benchmarks.stops;

import org.jspecify.annotations.NullMarked;
