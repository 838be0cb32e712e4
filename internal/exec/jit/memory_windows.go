//go:build amd64

package jit

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// mapText places code in memory of its own that can be executed and no longer written.
func mapText(text []byte) ([]byte, error) {
	at, err := windows.VirtualAlloc(0, uintptr(len(text)), windows.MEM_COMMIT|windows.MEM_RESERVE, windows.PAGE_READWRITE)
	if err != nil {
		return nil, err
	}
	m := unsafe.Slice(*(**byte)(unsafe.Pointer(&at)), len(text))
	copy(m, text)
	var old uint32
	if err := windows.VirtualProtect(at, uintptr(len(text)), windows.PAGE_EXECUTE_READ, &old); err != nil {
		_ = unmapText(m)
		return nil, err
	}
	return m, nil
}

func unmapText(m []byte) error {
	return windows.VirtualFree(uintptr(unsafe.Pointer(unsafe.SliceData(m))), 0, windows.MEM_RELEASE)
}
