package connect

import (
	"runtime"
	"testing"

	"github.com/spikelet/spikelet/internal/draw"
)

// BenchmarkBuild makes four million connections among 20 000 neurons by each rule.
func BenchmarkBuild(b *testing.B) {
	const n, degree = 20_000, 200
	all := ids(n)
	for _, test := range []struct {
		name          string
		rule          Rule
		weight, delay draw.Source
	}{
		{"all_to_all", Rule{Kind: AllToAll}, one(1), one(1)},
		{"fixed_indegree", Rule{Kind: FixedIndegree, Number: degree}, one(1), one(1)},
		{"fixed_indegree without multiple", Rule{Kind: FixedIndegree, Number: degree, NoMultiple: true, NoSelf: true}, one(1), one(1)},
		{"fixed_indegree, own weights and delays", Rule{Kind: FixedIndegree, Number: degree}, draw.Normal{Mean: 1, Std: 0.1}, draw.Uniform{Low: 1, High: 3}},
		{"fixed_outdegree", Rule{Kind: FixedOutdegree, Number: degree}, one(1), one(1)},
		{"fixed_outdegree without multiple", Rule{Kind: FixedOutdegree, Number: degree, NoMultiple: true}, one(1), one(1)},
		{"fixed_total_number", Rule{Kind: FixedTotalNumber, Number: n * degree}, one(1), one(1)},
		{"fixed_total_number without multiple", Rule{Kind: FixedTotalNumber, Number: n * degree, NoMultiple: true}, one(1), one(1)},
		{"pairwise_bernoulli", Rule{Kind: PairwiseBernoulli, Probability: 0.01}, one(1), one(1)},
		{"pairwise_poisson", Rule{Kind: PairwisePoisson, Mean: 0.01}, one(1), one(1)},
	} {
		b.Run(test.name, func(b *testing.B) {
			spec := Spec{Sources: n, Ends: Ends{all, all, true}, Rule: test.rule, Weight: test.weight, Delay: test.delay}
			if test.rule.Kind == AllToAll {
				spec.Ends.Targets = all[:degree]
			}
			edges := 0
			for b.Loop() {
				t, err := Build(spec)
				if err != nil {
					b.Fatal(err)
				}
				edges += t.Edges()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(edges), "ns/synapse")
			b.ReportMetric(allocated(func() { _, _ = Build(spec) })*float64(b.N)/float64(edges), "B/synapse")
		})
	}
}

// allocated is the number of bytes that f allocates.
func allocated(f func()) float64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return float64(after.TotalAlloc - before.TotalAlloc)
}

// BenchmarkPairs joins 20 000 neurons by ten junctions each.
func BenchmarkPairs(b *testing.B) {
	const n = 20_000
	all := ids(n)
	for _, r := range []Rule{{Kind: PairwiseBernoulli, Probability: 10.0 / n}, {Kind: FixedDegree, Number: 10}} {
		b.Run(r.Kind.String(), func(b *testing.B) {
			pairs := 0
			for b.Loop() {
				found, err := Pairs(r, Ends{all, all, true}, 1, 0)
				if err != nil {
					b.Fatal(err)
				}
				pairs += len(found)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(pairs), "ns/junction")
		})
	}
}
