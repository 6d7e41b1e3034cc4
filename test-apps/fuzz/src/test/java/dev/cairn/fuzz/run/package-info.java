/** Runs a program plain, woven, and stopped, many times in one JVM. */
package dev.cairn.fuzz.run;
