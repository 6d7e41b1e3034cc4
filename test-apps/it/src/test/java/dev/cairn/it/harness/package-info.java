/** Starts whole jobs in JVMs of their own, through the finished agent jar, and watches them. */
package dev.cairn.it.harness;
