// Package diag holds source texts, places in them, and the diagnostics that readers of files collect: what is wrong,
// where, why, and what to do about it. Readers never stop at the first error: they add to a List and go on.
package diag
