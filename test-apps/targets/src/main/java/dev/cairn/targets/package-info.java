/**
 * Small programs that are the specification: each {@code main} prints what it computed, and stopped
 * at any of its safe points and continued elsewhere it prints just that.
 */
package dev.cairn.targets;
