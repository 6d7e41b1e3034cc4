package dev.cairn.verify;

import java.nio.file.Path;
import java.util.SortedMap;

/**
 * What a run left behind that must not differ.
 *
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error, with the agent's and the JVM's own lines
 * @param files the files in its working directory, by relative path, with what they hold
 */
record Outcome(int exit, Path out, Path err, SortedMap<String, String> files) {}
