// A library that was built for a newer C library than this machine's asks for these.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

long long __isoc23_strtoll(const char *s, char **e, int b) { return strtoll(s, e, b); }
unsigned long long __isoc23_strtoull(const char *s, char **e, int b) { return strtoull(s, e, b); }
long __isoc23_strtol(const char *s, char **e, int b) { return strtol(s, e, b); }
unsigned long __isoc23_strtoul(const char *s, char **e, int b) { return strtoul(s, e, b); }
#define SCAN(name, from) \
	int __isoc23_##name(from source, const char *format, ...) \
	{ \
		va_list list; \
		va_start(list, format); \
		int found = v##name(source, format, list); \
		va_end(list); \
		return found; \
	}
SCAN(sscanf, const char *)
SCAN(fscanf, FILE *)
