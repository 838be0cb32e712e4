package connect

import (
	"fmt"
	"slices"

	"github.com/spikelet/spikelet/internal/rng"
)

// fixedDegree draws a graph in which each neuron has Number partners.
func (r Rule) fixedDegree(ends Ends, key rng.Key) ([][2]int32, error) {
	ids := slices.Sorted(slices.Values(ends.Sources))
	if !ends.Same || !slices.Equal(ids, slices.Sorted(slices.Values(ends.Targets))) {
		return nil, mistake("select the same neurons in from and to",
			"fixed_degree joins neurons of one selection to each other, but sources and targets are not the same")
	}
	n, degree := int64(len(ids)), r.Number
	switch {
	case degree < 0:
		return nil, fmt.Errorf("degree is negative: %d", degree)
	case degree >= n:
		return nil, mistake(fmt.Sprintf("make degree at most %d", n-1), "a neuron cannot have %d partners: there are %d others", degree, n-1)
	case n*degree%2 != 0:
		return nil, mistake("make degree or the number of neurons even",
			"%d neurons cannot have %d partners each: a junction has two ends, and %d is odd", n, degree, n*degree)
	}
	if err := r.checkMost(float64(n*degree) / 2); err != nil {
		return nil, err
	}
	stream := key.Stream(0, 0)
	pairs := regular(&stream, int32(n), int32(degree))
	for i, p := range pairs {
		pairs[i] = [2]int32{ids[min(p[0], p[1])], ids[max(p[0], p[1])]}
	}
	sortPairs(pairs)
	return pairs, nil
}

// regular draws a graph of n nodes with degree neighbours each.
func regular(stream *rng.Stream, n, degree int32) [][2]int32 {
	if degree > n-1-degree {
		return complement(regular(stream, n, n-1-degree), n)
	}
	g := newGraph(circulant(stream, n, degree))
	g.shuffle(stream)
	return g.edges
}

// circulant joins each node to the next ones on a ring whose order is drawn, and to the one opposite when degree is odd.
func circulant(stream *rng.Stream, n, degree int32) [][2]int32 {
	ring := make([]int32, n)
	for i := range ring {
		j := stream.Below(uint32(i) + 1)
		ring[i], ring[j] = ring[j], int32(i)
	}
	edges := make([][2]int32, 0, int64(n)*int64(degree)/2)
	for d := int32(1); d <= degree/2; d++ {
		for i := range n {
			edges = append(edges, [2]int32{ring[i], ring[(i+d)%n]})
		}
	}
	if degree%2 == 1 {
		for i := range n / 2 {
			edges = append(edges, [2]int32{ring[i], ring[i+n/2]})
		}
	}
	return edges
}

// complement has the edges that are not in a graph of n nodes.
func complement(edges [][2]int32, n int32) [][2]int32 {
	g := newGraph(edges)
	var rest [][2]int32
	for a := range n {
		for b := a + 1; b < n; b++ {
			if !g.has(a, b) {
				rest = append(rest, [2]int32{a, b})
			}
		}
	}
	return rest
}

type graph struct {
	edges [][2]int32
	known map[[2]int32]struct{} // the lower node first; never walked through
}

func newGraph(edges [][2]int32) *graph {
	g := &graph{edges, make(map[[2]int32]struct{}, len(edges))}
	for _, e := range edges {
		g.known[unordered(e[0], e[1])] = struct{}{}
	}
	return g
}

func unordered(a, b int32) [2]int32 { return [2]int32{min(a, b), max(a, b)} }

func (g *graph) has(a, b int32) bool {
	_, found := g.known[unordered(a, b)]
	return found
}

// shuffle exchanges the partners of two edges again and again, where that makes no double edge and joins no node to itself.
// All graphs with these degrees are then equally likely in the limit (C. Cooper, M. Dyer, C. Greenhill, Combinatorics,
// Probability and Computing 16 (2007), doi:10.1017/S0963548306007978); each edge has forty chances.
func (g *graph) shuffle(stream *rng.Stream) {
	const exchanges, least = 20, 1000
	count := uint32(len(g.edges))
	if count < 2 {
		return
	}
	for range max(exchanges*int(count), least) {
		i, j, turn := stream.Below(count), stream.Below(count), stream.Below(2)
		e, f := g.edges[i], g.edges[j]
		f = [2]int32{f[turn], f[1-turn]}
		if e[0] == f[0] || e[1] == f[1] || i == j || g.has(e[0], f[0]) || g.has(e[1], f[1]) {
			continue
		}
		delete(g.known, unordered(e[0], e[1]))
		delete(g.known, unordered(f[0], f[1]))
		g.edges[i], g.edges[j] = [2]int32{e[0], f[0]}, [2]int32{e[1], f[1]}
		g.known[unordered(e[0], f[0])], g.known[unordered(e[1], f[1])] = struct{}{}, struct{}{}
	}
}
