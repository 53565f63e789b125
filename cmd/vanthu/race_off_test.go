//go:build !race

package main

// underRace tells that the race detector slows the program down some ten times.
const underRace = false
