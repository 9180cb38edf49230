/* The groups of probes, in the order in which they run. Each row of their tables is one probe. */
#pragma once

void probe_maps(void);
void probe_calls(void);
void probe_instructions(void);
void probe_helpers(void);
void probe_programs(void);
