/* The groups of probes. Each row of their tables is one probe. */
#pragma once

void probe_maps(void);
void probe_calls(void);
void probe_instructions(void);
void probe_helpers(void);

/* Programs are probed by processes of their own, beside the rest. */
void start_programs(void);
void finish_programs(void);
