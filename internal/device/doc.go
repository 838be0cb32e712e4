// Package device holds what stimulates neurons from outside: generators of spikes and of currents. In come times and
// amplitudes in ms and the port's unit; times are turned into steps when a device is made, and what does not fit is reported
// then. A device answers for any step in any order, so it has no state to save: random ones draw from counters. Package sim asks
// it, once per step, or package synapse, for each connection.
package device
