package connect

import (
	"errors"
	"fmt"
	"math"
)

// mistake is what is wrong with a rule, and what would be right.
func mistake(fix, format string, args ...any) *Error {
	return &Error{"rule", fmt.Errorf(format, args...), fix}
}

// ruleError is err as an *Error about the rule.
func ruleError(err error) error {
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	return &Error{Part: "rule", Err: err}
}

// check returns what is wrong with r for these ends.
func (r Rule) check(ends Ends) error {
	switch r.Kind {
	case OneToOne:
		if len(ends.Sources) != len(ends.Targets) {
			return fmt.Errorf("one_to_one needs as many sources as targets: there are %d and %d", len(ends.Sources), len(ends.Targets))
		}
	case EdgeList:
		return r.checkList(ends)
	case FixedIndegree:
		return r.checkDegree("indegree", "target", "source", ends.Sources, ends.Targets, ends.Same)
	case FixedOutdegree:
		return r.checkDegree("outdegree", "source", "target", ends.Targets, ends.Sources, ends.Same)
	case FixedTotalNumber:
		return r.checkTotal(ends)
	case PairwiseBernoulli:
		if !(r.Probability >= 0 && r.Probability <= 1) {
			return fmt.Errorf("a probability is between 0 and 1, not %v", r.Probability)
		}
		return r.checkMost(r.Probability * pairs(ends))
	case PairwisePoisson:
		return r.checkPoisson(ends)
	case FixedDegree:
		return mistake("use fixed_indegree or fixed_outdegree", "fixed_degree joins neurons by gap junctions; spikes have a direction, "+
			"and with it an indegree and an outdegree")
	}
	return nil
}

func pairs(ends Ends) float64 { return float64(len(ends.Sources)) * float64(len(ends.Targets)) }

// checkMost reports a rule that makes more connections than a Table holds.
func (r Rule) checkMost(connections float64) error {
	if connections > MaxEdges {
		return mistake("divide them among several connections", "%v makes about %.3g connections; the most of one rule are %d",
			r.Kind, connections, MaxEdges)
	}
	return nil
}

// checkDegree reports a number, called key, of partners for each of the neurons in of that those in among do not have. One
// of them is called one, one of the partners partner.
func (r Rule) checkDegree(key, one, partner string, among, of []int32, same bool) error {
	if r.Number < 0 {
		return fmt.Errorf("%s is negative: %d", key, r.Number)
	}
	candidates, others := int64(len(among)), ""
	if r.NoSelf && same && overlap(among, of) > 0 {
		candidates, others = candidates-1, " beside itself"
	}
	if r.Number > 0 && candidates == 0 {
		return mistake("allow connections of a neuron to itself (self: true)", "a %s has no %s beside itself", one, partner)
	}
	if r.Number > candidates && r.NoMultiple {
		return mistake(fmt.Sprintf("lower %s, or allow several connections of one pair (multiple: true)", key), "a %s cannot have %d different %ss: there are %d%s", one, r.Number, partner, candidates, others)
	}
	return r.checkMost(float64(r.Number) * float64(len(of)))
}

func (r Rule) checkTotal(ends Ends) error {
	if r.Number < 0 {
		return fmt.Errorf("number is negative: %d", r.Number)
	}
	candidates := r.candidates(ends)
	if r.Number > candidates && r.NoMultiple {
		return mistake("lower number, or allow several connections of one pair (multiple: true)",
			"there are no %d different pairs to connect, only %d", r.Number, candidates)
	}
	if r.Number > 0 && candidates == 0 {
		return mistake("allow connections of a neuron to itself (self: true)", "there is no pair to connect")
	}
	return r.checkMost(float64(r.Number))
}

func (r Rule) checkPoisson(ends Ends) error {
	if r.NoMultiple {
		return mistake("use pairwise_bernoulli", "pairwise_poisson may connect a pair several times, which multiple: false forbids")
	}
	if !(r.Mean >= 0) || math.IsInf(r.Mean, 1) {
		return fmt.Errorf("the mean of a Poisson distribution is a number from 0 on, not %v", r.Mean)
	}
	return r.checkMost(r.Mean * pairs(ends))
}

// candidates is the number of pairs of which r may draw some.
func (r Rule) candidates(ends Ends) int64 {
	all := int64(len(ends.Sources)) * int64(len(ends.Targets))
	if r.NoSelf && ends.Same {
		all -= int64(overlap(ends.Sources, ends.Targets))
	}
	return all
}

// overlap is the number of ids that are in both.
func overlap(a, b []int32) int {
	at, count := positions(a), 0
	for _, id := range b {
		if at.of(id) >= 0 {
			count++
		}
	}
	return count
}

// places are the positions of ids in a selection, by id.
type places []int32

func positions(ids []int32) places {
	var most int32
	for _, id := range ids {
		most = max(most, id)
	}
	at := make(places, most+1)
	for i := range at {
		at[i] = -1
	}
	for i, id := range ids {
		at[id] = int32(i)
	}
	return at
}

// of is the position of id, or -1.
func (p places) of(id int32) int32 {
	if int(id) < len(p) {
		return p[id]
	}
	return -1
}
