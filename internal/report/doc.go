// Package report makes pictures of what a run left in its results folder: a figure of panels with one time axis, for each
// population the recorded variables, the spikes of each neuron, and the population's rate.
//
// In go spikes.csv, traces/*.csv and summary.json (docs/network-file.md describes them), out comes a Figure, saved as PNG
// or SVG. The command `spikelet plot` calls it. Colours are those of M. Okabe and K. Ito, which people with any kind of
// colour vision tell apart (https://jfly.uni-koeln.de/color/).
package report
