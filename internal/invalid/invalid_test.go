package invalid

import (
	"errors"
	"fmt"
	"testing"
)

func TestErrorText(t *testing.T) {
	e := &Error{Object: "population pair", Path: Path("parameters", "C_m"), Message: "is negative", Fix: "give a positive one"}
	if got, want := e.Error(), "population pair: parameters.C_m: is negative (give a positive one)"; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	if got := (&Error{Message: "nothing"}).Error(); got != "nothing" {
		t.Errorf("Error() = %q", got)
	}
}

func TestAllFindsEveryErrorInOrder(t *testing.T) {
	inner := List{Object: "b"}
	inner.Addf(nil, "second")
	inner.Addf(nil, "third")
	outer := List{Object: "a"}
	outer.Addf(nil, "first")
	outer.Append(inner.Err())
	outer.Append(nil)
	outer.Append(errors.New("no *Error"))
	all := All(fmt.Errorf("wrapped: %w", outer.Err()))
	if len(all) != 3 || all[0].Message != "first" || all[1].Message != "second" || all[2].Message != "third" {
		t.Errorf("All = %v", all)
	}
	if All(nil) != nil || (&List{}).Err() != nil {
		t.Error("nothing wrong is not nil")
	}
}

func TestUnknown(t *testing.T) {
	known := []string{"V_m", "C_m"}
	for _, test := range []struct{ name, message, fix string }{
		{"c_m", `there is no parameter "c_m"`, "did you mean C_m?"},
		{"tau", `there is no parameter "tau"`, "there are V_m, C_m"},
	} {
		if message, fix := Unknown("parameter", test.name, known); message != test.message || fix != test.fix {
			t.Errorf("Unknown(%q) = %q, %q", test.name, message, fix)
		}
	}
	if _, fix := Unknown("population", "a", nil); fix != "" {
		t.Errorf("fix = %q where nothing is known", fix)
	}
}
