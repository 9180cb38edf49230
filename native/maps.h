#pragma once
#include "kernel.h"

/* An array of one 8-byte value, or a negative errno. */
int create_array(u32 flags);
