/* How long the prober's processes live. */
#pragma once

enum { SIGCHLD = 17 };

/* Ends this process after a few seconds whatever happens, even where SIGALRM was ignored or blocked when it started. */
void limit_time(void);

/* To be called first in a child: it ends with its parent, and has the same limit. */
void begin_child(int parent);
