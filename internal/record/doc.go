// Package record decides what is sampled.
package record
