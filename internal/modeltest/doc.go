// Package modeltest reads models for the tests of the packages that work with lowered models: NESTML text in, ir.Model out.
package modeltest
