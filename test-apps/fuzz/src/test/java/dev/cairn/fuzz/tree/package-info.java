/** A program as a tree of which parts can be left out. */
package dev.cairn.fuzz.tree;
