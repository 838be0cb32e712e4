package exec

import "github.com/spikelet/spikelet/internal/exec/portable"

func init() {
	register(backend{
		name:        portable.Name,
		missing:     func() string { return "" },
		compile:     portable.Compile,
		compileFunc: portable.CompileFunc,
	})
}
