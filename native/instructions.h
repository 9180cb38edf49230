/* BPF instructions by hand: Documentation/bpf/standardization/instruction-set.rst. */
#pragma once
#include "kernel.h"

#define INSTRUCTION(code, to, from, offset, immediate) \
  { (code), (u8)((to) | (from) << 4), (offset), (s32)(immediate) }

#define MOV(to, immediate) INSTRUCTION(0xb7, to, 0, 0, immediate)
#define MOV_REGISTER(to, from) INSTRUCTION(0xbf, to, from, 0, 0)
#define SUBTRACT(to, immediate) INSTRUCTION(0x17, to, 0, 0, immediate)
#define STORE_ZERO(to, offset) INSTRUCTION(0x7a, to, 0, offset, 0) /* *(u64 *)(to + offset) = 0 */
#define ATOMIC_ADD(to, from) INSTRUCTION(0xdb, to, from, 0, 0)     /* lock *(u64 *)to += from */
#define ATOMIC_FETCH_ADD(to, from, offset) INSTRUCTION(0xdb, to, from, offset, 1)
#define JUMP_NOT_ZERO(reg, offset) INSTRUCTION(0x55, reg, 0, offset, 0)
#define CALL(helper) INSTRUCTION(0x85, 0, 0, 0, helper)
#define EXIT() INSTRUCTION(0x95, 0, 0, 0, 0)

/* Two instructions each: the address of a map's only value (source 2, BPF_PSEUDO_MAP_VALUE: 5.2, d8eca5bbb2be). */
#define MAP_VALUE(to, fd) INSTRUCTION(0x18, to, 2, 0, fd), INSTRUCTION(0, 0, 0, 0, 0)
