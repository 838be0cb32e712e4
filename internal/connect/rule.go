package connect

// Kind names a rule.
type Kind uint8

// The kinds of rule.
const (
	AllToAll Kind = iota
	OneToOne
	EdgeList
)

// Rule says which pairs of sources and targets are connected.
type Rule struct {
	Kind       Kind
	Edges      [][2]int // EdgeList: positions in the sources and in the targets
	NoSelf     bool
	NoMultiple bool
}
