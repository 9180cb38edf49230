// verifier   reads lines "OBJECT BTF PROGRAM" and says of each what this kernel's verifier makes of the program, relocated for the kernel
// of that BTF: "loaded", "reached" (an instruction that could not be relocated), or another error. Run as root. With --attach, whether one that
// only looks on can be attached, too.
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <string.h>
#include "../newer-libc.h"

static int quiet(enum libbpf_print_level level, const char *format, va_list list) { return 0; }

static char log_text[1 << 24];

static bool attach;

/* Whether a program that only looks on is attached where it says that it is: at once detached again. */
static const char *attached(struct bpf_program *program)
{
	static const char *const watching[] = {"kprobe/", "kretprobe/", "tracepoint/", "tp/", "raw_tp/", "raw_tracepoint/", "tp_btf/", "fentry/", "fexit/"};
	static char text[64];
	const char *section = program ? bpf_program__section_name(program) : "";
	for (size_t i = 0; i < sizeof(watching) / sizeof(*watching); i++) {
		if (strncmp(section + (*section == '?'), watching[i], strlen(watching[i])))
			continue;
		struct bpf_link *link = bpf_program__attach(program);
		snprintf(text, sizeof(text), link ? ", attached" : ", not attached %d", errno);
		bpf_link__destroy(link);
		return text;
	}
	return "";
}

static void judge(const char *path, const char *btf, const char *name)
{
	LIBBPF_OPTS(bpf_object_open_opts, options, .btf_custom_path = btf);
	struct bpf_object *object = bpf_object__open_file(path, &options);
	if (!object) {
		printf("error %d at opening\n", errno);
		return;
	}
	struct bpf_program *program, *wanted = NULL;
	bpf_object__for_each_program(program, object) {
		bool it = !strcmp(bpf_program__name(program), name);
		bpf_program__set_autoload(program, it);
		if (it)
			wanted = program;
	}
	struct bpf_map *map;
	bpf_object__for_each_map(map, object) {
		// What the loader would set.
		enum bpf_map_type type = bpf_map__type(map);
		bool storage = type == BPF_MAP_TYPE_SK_STORAGE || type == BPF_MAP_TYPE_INODE_STORAGE || type == BPF_MAP_TYPE_TASK_STORAGE ||
			/* BPF_MAP_TYPE_CGRP_STORAGE, in headers since 6.2 */ type == 32;
		if (!bpf_map__max_entries(map) && !storage)
			bpf_map__set_max_entries(map, bpf_map__type(map) == BPF_MAP_TYPE_RINGBUF ? 4096 : 1);
		if (bpf_map__type(map) == BPF_MAP_TYPE_STACK_TRACE)
			bpf_map__set_value_size(map, 8 * 127);
		bpf_map__set_pin_path(map, NULL);
	}
	log_text[0] = 0;
	if (wanted) {
		bpf_program__set_log_buf(wanted, log_text, sizeof(log_text));
		bpf_program__set_log_level(wanted, 1);
	}
	int error = bpf_object__load(object);
	if (!error)
		printf("loaded%s\n", attach ? attached(wanted) : "");
	else if (strstr(log_text, "195896080") || strstr(log_text, "failed to resolve CO-RE relocation"))
		printf("reached\n");
	else {
		char *end = log_text + strlen(log_text), *line = end;
		for (int lines = 0; line > log_text && lines < 3; line--)
			lines += line[-1] == '\n';
		for (char *at = line; at < end; at++)
			if (*at == '\n')
				*at = ' ';
		printf("error %d %.200s\n", -error, line);
	}
	bpf_object__close(object);
}

int main(int count, char **arguments)
{
	attach = count > 1 && !strcmp(arguments[1], "--attach");
	char path[1024], btf[1024], name[256];
	libbpf_set_print(quiet);
	while (scanf("%1023s %1023s %255s", path, btf, name) == 3) {
		judge(path, btf, name);
		fflush(stdout);
	}
	return 0;
}
