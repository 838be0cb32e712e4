package portable

import (
	"testing"

	"github.com/spikelet/spikelet/internal/exec/exectest"
)

func TestSuite(t *testing.T) {
	exectest.Run(t, exectest.Executor{Name: Name, Compile: Compile, CompileFunc: CompileFunc, Lanes: blockLanes})
}
