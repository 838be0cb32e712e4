package netfile

import (
	"fmt"
	"os"
	"strings"
)

// assumedMemory is taken for a machine that does not say how much it has.
const assumedMemory = 64 << 30

// installedMemory is the machine's memory in bytes where /proc/meminfo tells it.
func installedMemory() int64 {
	data, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return assumedMemory
	}
	for line := range strings.Lines(string(data)) {
		var kilobytes int64
		if n, _ := fmt.Sscanf(line, "MemTotal: %d kB", &kilobytes); n == 1 && kilobytes > 0 {
			return kilobytes << 10
		}
	}
	return assumedMemory
}

// bytesText writes a number of bytes for people.
func bytesText(n float64) string {
	units := []string{"bytes", "kB", "MB", "GB", "TB", "PB", "EB"}
	i := 0
	for ; n >= 1000 && i < len(units)-1; i++ {
		n /= 1000
	}
	return fmt.Sprintf("%.3g %s", n, units[i])
}
