// Package sim runs.
package sim
