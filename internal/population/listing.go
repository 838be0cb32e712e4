package population

import "github.com/spikelet/spikelet/internal/exec"

// Listing is the machine code of the population's step as text, for the executor called isa: see exec.Listing.
func (p *Population) Listing(isa string) (string, error) {
	return exec.Listing(p.compiled, exec.Options{ISA: isa})
}
