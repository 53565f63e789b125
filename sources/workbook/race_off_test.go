//go:build !race

package workbook

// raceDetector tells that the tests run with it, ten times as slow.
const raceDetector = false
