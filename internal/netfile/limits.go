package netfile

// limits bound what a file may ask for, so that a slip of the pen or a hostile file ends in a diagnostic and not in a
// machine without memory.
type limits struct {
	text        int64 // bytes of a network or model file
	table       int64 // bytes of a CSV file
	depth       int   // levels of nesting
	keys        int   // keys of one mapping: the parser's time grows with their square
	nodes       int64 // values of the file with each alias counted as what it stands for
	diagnostics int   // what is collected; there is no point in more
	neurons     int64 // of one population
	memory      int64 // bytes of the network, estimated
}

// defaultLimits are those for files that people run.
func defaultLimits() limits {
	return limits{
		text: 4 << 20, table: 256 << 20, depth: 64, keys: 10_000, nodes: 1 << 20, diagnostics: 1000,
		neurons: 1<<31 - 1, memory: installedMemory(),
	}
}
