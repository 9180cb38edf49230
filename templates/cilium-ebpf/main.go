// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)

// The part that runs as an ordinary program: loads hello.bpf.c into the kernel and prints what it reports.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	"unicode"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/link"
	"github.com/cilium/ebpf/ringbuf"
	"github.com/cilium/ebpf/rlimit"
)

// Compiles hello.bpf.c for each of $TARGETS (see the Makefile), and writes a Go file with it inside and with the type of an event.
//go:generate go run github.com/cilium/ebpf/cmd/bpf2go -no-strip -target $TARGETS -type event bpf hello.bpf.c -- -Wall -Wextra

func main() {
	if stage, err := trace(); err != nil {
		var refused *ebpf.VerifierError
		if errors.As(err, &refused) {
			// All lines of the verifier's log, in place of the last one.
			fmt.Fprintf(os.Stderr, "%+v\n", refused)
		}
		fmt.Fprintf(os.Stderr, "hello: %s failed: %v\n", stage, err)
		if os.Geteuid() != 0 {
			fmt.Fprintln(os.Stderr, "hello: loading BPF programs needs root: sudo ./hello")
		}
		os.Exit(1)
	}
}

// trace prints each execve until Ctrl-C, or tells which stage failed.
func trace() (string, error) {
	spec, err := loadBpf()
	if err != nil {
		return "open", err
	}

	// Kernels before 5.11 count BPF memory against this limit. Newer ones need nothing of the kind.
	if err := rlimit.RemoveMemlock(); err != nil {
		return "load", err
	}
	var objects bpfObjects
	if err := spec.LoadAndAssign(&objects, nil); err != nil {
		return "load", err
	}
	defer objects.Close()

	// Before attaching, so that the first event already has a reader.
	reader, err := ringbuf.NewReader(objects.Events)
	if err != nil {
		return "observe", err
	}
	defer reader.Close()

	tracepoint, err := link.Tracepoint("syscalls", "sys_enter_execve", objects.OnExecve, nil)
	if err != nil {
		return "attach", err
	}
	defer tracepoint.Close()

	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		reader.Close()
	}()

	fmt.Println("Tracing execve... press Ctrl-C to stop.")
	fmt.Printf("%-8s %-7s %-7s %-15s %s\n", "TIME", "PID", "PPID", "COMM", "FILENAME")
	for {
		record, err := reader.Read()
		if errors.Is(err, ringbuf.ErrClosed) {
			break
		} else if err != nil {
			return "observe", err
		}
		var event bpfEvent
		if err := binary.Read(bytes.NewReader(record.RawSample), binary.LittleEndian, &event); err != nil {
			return "observe", err
		}
		fmt.Printf("%-8s %-7d %-7d %-15s %s\n", time.Now().Format("15:04:05"), event.Pid, event.Ppid,
			text(event.Comm[:]), text(event.Filename[:]))
	}

	var lost uint64
	if err := objects.Lost.Lookup(uint32(0), &lost); err == nil && lost > 0 {
		fmt.Fprintf(os.Stderr, "hello: %d events lost: the ring buffer was full\n", lost)
	}
	return "", nil
}

// text is a C string without control characters: others choose the names of files and processes.
func text(bytes []byte) string {
	name, _, _ := strings.Cut(string(bytes), "\x00")
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, name)
}
