package exectest

import (
	"slices"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/mathfn"
)

func missing(op ir.Op) bool { return op.IsMath() && !slices.Contains(mathfn.Ops(), op) }
