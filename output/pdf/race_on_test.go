//go:build race

package pdf

// raceOn says that the race detector runs, which makes everything up to ten
// times as slow, here slower, and several times as large.
const (
	raceOn = true
	slower = 10
)
