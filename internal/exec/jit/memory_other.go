//go:build amd64 && !unix && !windows

package jit

import "errors"

// mapText says that this system has no memory for code: Missing tells it.
func mapText([]byte) ([]byte, error) { return nil, errors.New("this system gives none") }

func unmapText([]byte) error { return nil }
