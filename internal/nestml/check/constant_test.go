package check_test

import (
	"testing"

	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/check"
)

func TestConstant(t *testing.T) {
	tests := []struct {
		text     string
		num, den int64
		ok       bool
	}{
		{"0", 0, 1, true},
		{"007", 7, 1, true},
		{"1.50", 3, 2, true},
		{".5", 1, 2, true},
		{"1.e3", 1000, 1, true},
		{"25e-1", 5, 2, true},
		{"2E-3", 1, 500, true},
		{"-(3 - 1) / 4", -1, 2, true},
		{"+2 * 3", 6, 1, true},
		{"1 / (2 - 2)", 0, 1, false},
		{"1 / -3", -1, 3, true},
		{"1073741824", 1 << 30, 1, true},
		{"1073741825", 0, 1, false},
		{"1e99999999999", 0, 1, false},
		{"0.00000000000001", 0, 1, false},
		{"1 mV", 0, 1, false},
		{"n", 0, 1, false},
		{"2 ** 3", 0, 1, false},
		{"true", 0, 1, false},
	}
	for _, test := range tests {
		models, list := read("constant.nestml", declarations+test.text+"\n")
		if len(models) != 1 {
			t.Fatal(list.Text())
		}
		num, den, ok := check.Constant(models[0].AST.Update.Body[0].(*ast.Decl).Value)
		if ok != test.ok || ok && (num != test.num || den != test.den) {
			t.Errorf("Constant(%s) = %d/%d, %v, want %d/%d, %v", test.text, num, den, ok, test.num, test.den, test.ok)
		}
	}
}

func TestLoopCount(t *testing.T) {
	tests := []struct {
		loop check.Loop
		want int64
	}{
		{check.Loop{From: 0, To: 10, Step: 1}, 10},
		{check.Loop{From: 0, To: 10, Step: 3}, 4},
		{check.Loop{From: 10, To: 0, Step: -3}, 4},
		{check.Loop{From: 0, To: 0, Step: 1}, 0},
		{check.Loop{From: 5, To: 0, Step: 1}, 0},
		{check.Loop{From: 0, To: 5, Step: -1}, 0},
		{check.Loop{From: 0, To: 5, Step: 0}, 0},
	}
	for _, test := range tests {
		var rounds int64
		for i := test.loop.From; test.loop.Step > 0 && i < test.loop.To || test.loop.Step < 0 && i > test.loop.To; i += test.loop.Step {
			rounds++
		}
		if got := test.loop.Count(); got != test.want || got != rounds {
			t.Errorf("%+v has %d rounds, want %d, counted %d", test.loop, got, test.want, rounds)
		}
	}
}
