// Package gap couples neurons by gap junctions: who is joined to whom, the potentials of all joined neurons during a window of
// time steps, and what these drive in each other. Package sim integrates neurons between its calls.
//
// Waveform relaxation after J. Hahne et al., Front. Neuroinform. 9 (2015) 22, doi:10.3389/fninf.2015.00022: every neuron is
// integrated over the window with the others' potentials as they were found in the sweep before, until nothing changes.
package gap
