package lower

import "github.com/spikelet/spikelet/internal/ir"

// handlers runs onReceive of each port at which spikes arrived.
func (l *lowering) handlers(s *scope) {
	for _, h := range l.cm.OnReceive {
		arrived := s.b.Input(ir.Arrived(h.Port.Name), ir.Bool)
		s.branch(arrived, func(x *scope) { x.statements(h.Body) }, func(*scope) {})
	}
}

// conditions runs onCondition blocks, each on the states that the ones before it left.
func (l *lowering) conditions(s *scope) {
	for _, c := range l.cm.OnCondition {
		s.branch(s.expr(c.Cond), func(x *scope) { x.statements(c.Body) }, func(*scope) {})
	}
}
