package exec

import (
	"os"

	"github.com/spikelet/spikelet/internal/exec/jit"
	"github.com/spikelet/spikelet/internal/ir"
)

// Listing is the machine code of p as text with comments: that of the executor that Compile would take with the same options,
// but a processor that lacks what the executor needs will do. The error is an *UnknownError, or says which executors make
// machine code, or why p is no program.
func Listing(p *ir.Program, o Options) (string, error) {
	isa := o.ISA
	if isa == "" {
		isa = os.Getenv(Variable)
	}
	if isa == "" {
		best, err := choose(o)
		if err != nil {
			return "", err
		}
		isa = best.name
	}
	return jit.Listing(isa, p)
}
