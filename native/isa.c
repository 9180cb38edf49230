/*
 * Instruction sets and the verifier's limits. The programs are of a type that needs privileges, because an unprivileged one has
 * lower limits of its own (4,096 instructions, no loops).
 */
#include "instructions.h"
#include "probes.h"
#include "program.h"
#include "syscalls.h"

/* -mcpu=v2: jumps on less than. 4.14, 92b31a9af73b. */
static const struct instruction v2[] = {
    MOV(0, 0),
    INSTRUCTION(0xa5, 0, 0, 0, 1), /* if r0 < 1 goto +0 */
    EXIT(),
};

/* v3: 32-bit jumps. 5.1, 092ed0968bb6. */
static const struct instruction v3[] = {
    MOV(0, 0),
    INSTRUCTION(0x16, 0, 0, 0, 0), /* if w0 == 0 goto +0 */
    EXIT(),
};

/* v4: one each of all that 6.6 added, 1f9a1ea821ff (sign extension) to 4cd58e9af8b9 (32-bit jump). */
static const struct instruction v4[] = {
    MOV(0, 8),
    STORE_ZERO(10, -8),
    INSTRUCTION(0x91, 1, 10, -8, 0),  /* r1 = *(s8 *)(r10 - 8) */
    INSTRUCTION(0xbf, 1, 0, 8, 0),    /* r1 = (s8)r0 */
    INSTRUCTION(0xd7, 0, 0, 0, 16),   /* r0 = bswap16 r0 */
    INSTRUCTION(0x37, 0, 0, 1, 2),    /* r0 s/= 2 */
    INSTRUCTION(0x06, 0, 0, 0, 0),    /* gotol +0 */
    MOV(0, 0),
    EXIT(),
};

/* Atomic operations that give back the old value. 5.12, 5ca419f2864a. */
static const struct instruction atomics[] = {
    STORE_ZERO(10, -8), MOV(1, 1), ATOMIC_FETCH_ADD(10, 1, -8), MOV(0, 0), EXIT(),
};

/* A jump back. 5.3, 2589726d12a1. */
static const struct instruction loop[] = {MOV(0, 10), SUBTRACT(0, 1), JUMP_NOT_ZERO(0, -2), EXIT()};

/* More than the 4,096 of old. 5.2, c04c0d2b968a. */
enum { MANY = 4098 };
static struct instruction many[MANY];

static const struct {
  const char *id;
  const struct instruction *instructions;
  u32 count;
} rows[] = {
    {"isa-v2", v2, sizeof(v2) / sizeof(*v2)},
    {"isa-v3", v3, sizeof(v3) / sizeof(*v3)},
    {"isa-v4", v4, sizeof(v4) / sizeof(*v4)},
    {"isa-atomics", atomics, sizeof(atomics) / sizeof(*atomics)},
    {"bounded-loops", loop, sizeof(loop) / sizeof(*loop)},
    {"large-programs", many, MANY},
};

void probe_instructions(void) {
  for (u32 i = 0; i < MANY - 1; i++) many[i] = (struct instruction)MOV(0, 0);
  many[MANY - 1] = (struct instruction)EXIT();
  for (u32 i = 0; i < sizeof(rows) / sizeof(*rows); i++)
    close_fd(load(rows[i].id, &(struct source){.type = SCHED_CLS, .instructions = rows[i].instructions, .count = rows[i].count}));
}
