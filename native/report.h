/*
 * What is printed, one line a record, plain ASCII:
 *
 *   ebpf-attach 1 ARCHITECTURE
 *   ID STEP ok                      the kernel did it
 *   ID STEP errno NUMBER NAME CALL  the kernel refused; CALL is what was asked
 *   ID STEP skip REASON             not tried
 *   ID log TEXT                     the last line of the verifier's log
 *   ID load missing NAME            the kernel's BTF has no such function or type
 *   ID fire no                      it was triggered but did not run
 *   text NAME TEXT                  something read on the way
 *   end
 *
 * STEP is `load` (the kernel took the program, map or call), `attach`, or `fire` (it was triggered and ran).
 * Nothing here judges: whether an errno means "not supported" is decided where it can be tested, in src/facts/.
 */
#pragma once
#include "kernel.h"

/* Prints `ok` for a result of 0 or more, else the errno. Returns the result. */
int report(const char *id, const char *step, int result);
void report_skip(const char *id, const char *step, const char *reason);
void report_text(const char *id, const char *name, const char *text);

int equal(const char *a, const char *b);
