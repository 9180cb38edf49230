/* Reading the kernel's file systems, mounted or not. */
#pragma once

/*
 * A directory of tracefs or securityfs: where it is mounted, else a mount of its own that no path leads to and that ends with its
 * descriptor (fsopen(2), 5.2, 24dcb3d90a1f): the host's mounts stay as they are. A descriptor, or a negative errno.
 */
int open_tracefs(void);
int open_securityfs(void);

/* Reads a small file as text, without its last line feed; the number of bytes, or a negative errno. */
int read_text(int directory, const char *path, char *text, int size);

/* A decimal number in a file, or a negative errno. */
int read_number(int directory, const char *path);
