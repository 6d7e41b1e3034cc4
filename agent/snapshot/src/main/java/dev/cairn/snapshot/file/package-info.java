/**
 * Files that the job holds open: what they are, by what they are known again, how they are opened.
 */
@org.jspecify.annotations.NullMarked
package dev.cairn.snapshot.file;
