//go:build !race

package pdf

// raceOn says that the race detector runs, which makes everything ten times as
// slow and several times as large.
const raceOn = false
