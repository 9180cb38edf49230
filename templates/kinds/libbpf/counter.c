// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs as an ordinary program: loads NAME.bpf.c into the kernel and prints what it has counted, every second. */
//@ user

//@ text

//@ print-by-name

//@ table
