// A program at a section that a test names.
char LICENSE[] __attribute__((section("license"), used)) = "GPL";
__attribute__((section(AT), used)) int attached(void *context) { return 0; }
