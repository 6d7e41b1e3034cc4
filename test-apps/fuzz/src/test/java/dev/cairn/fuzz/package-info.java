/** Random programs, held against themselves. */
package dev.cairn.fuzz;
