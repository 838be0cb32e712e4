package portable

//go:generate go test ./loopgen -update

// The most registers and constants that a shape reads.
const (
	maxRegs   = 12
	maxConsts = 8
)

// instr is one instruction bound to the registers of a machine.
type instr struct {
	run func(in *instr, n int) // over the first n tiles
	d   *block
	r   [maxRegs]*block
	k   [maxConsts]uint64
}

// loop is the Go code of a shape.
type loop struct {
	shape string
	run   func(in *instr, n int)
}
