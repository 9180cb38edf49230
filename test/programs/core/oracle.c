// oracle OBJECT... -- BTF...   what libbpf itself makes of each CO-RE relocation of each object, for each kernel: a line each.
// Linked with the static library, whose matcher is visible to it; its structures are declared here, as no header of the package has them.
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <fcntl.h>
#include <gelf.h>
#include <linux/bpf.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>
#include "../newer-libc.h"

struct bpf_core_cand { const struct btf *btf; __u32 id; };
struct bpf_core_cand_list { struct bpf_core_cand *cands; int len; };
struct bpf_core_accessor { __u32 type_id, idx; const char *name; };
struct bpf_core_spec {
	const struct btf *btf;
	struct bpf_core_accessor spec[64];
	__u32 root_type_id;
	enum bpf_core_relo_kind relo_kind;
	int len, raw_spec[64], raw_len;
	__u32 bit_offset;
};
struct bpf_core_relo_res {
	__u64 orig_val, new_val;
	bool poison, validate, fail_memsz_adjust;
	__u32 orig_sz, orig_type_id, new_sz, new_type_id;
};
size_t bpf_core_essential_name_len(const char *name);
int bpf_core_add_cands(struct bpf_core_cand *local, size_t length, const struct btf *target, const char *name, int start,
		       struct bpf_core_cand_list *cands);
int bpf_core_calc_relo_insn(const char *name, const struct bpf_core_relo *relo, int index, const struct btf *local,
			    struct bpf_core_cand_list *cands, struct bpf_core_spec *specs, struct bpf_core_relo_res *result);
int bpf_core_patch_insn(const char *name, struct bpf_insn *insn, int insn_index, const struct bpf_core_relo *relo, int index,
			const struct bpf_core_relo_res *result);
int bpf_core_format_spec(char *text, size_t size, const struct bpf_core_spec *spec);
const void *btf_ext__raw_data(const struct btf_ext *ext, __u32 *size);

static int quiet(enum libbpf_print_level level, const char *format, va_list list) { return 0; }

static const void *section(Elf *elf, const char *wanted, size_t *size)
{
	size_t names;
	elf_getshdrstrndx(elf, &names);
	for (Elf_Scn *each = NULL; (each = elf_nextscn(elf, each));) {
		GElf_Shdr header;
		gelf_getshdr(each, &header);
		if (strcmp(elf_strptr(elf, names, header.sh_name), wanted))
			continue;
		Elf_Data *data = elf_rawdata(each, NULL);
		*size = data->d_size;
		return data->d_buf;
	}
	return NULL;
}

static void relocate(const char *path, const struct btf *local, const struct btf_ext *ext, const char *kernel, const struct btf *target)
{
	__u32 size;
	const char *raw = btf_ext__raw_data(ext, &size);
	const __u32 *header = (const void *)raw;
	if (header[1] < 32 || header[7] == 0)
		return;
	Elf *elf = elf_begin(open(path, O_RDONLY | O_CLOEXEC), ELF_C_READ, NULL);
	struct bpf_core_cand_list **known = calloc(btf__type_cnt(local), sizeof(*known));
	const char *at = raw + header[1] + header[6], *end = at + header[7];
	__u32 record_size = *(const __u32 *)at;
	for (at += 4; at < end;) {
		const char *name = btf__str_by_offset(local, ((const __u32 *)at)[0]);
		__u32 count = ((const __u32 *)at)[1];
		size_t code_size = 0;
		const void *code = section(elf, name, &code_size);
		struct bpf_insn *insns = malloc(code_size);
		memcpy(insns, code, code_size);
		at += 8;
		for (__u32 index = 0; index < count; index++, at += record_size) {
			const struct bpf_core_relo *relo = (const void *)at;
			struct bpf_core_cand_list **cands = &known[relo->type_id];
			if (!*cands && relo->kind != BPF_CORE_TYPE_ID_LOCAL) {
				struct bpf_core_cand own = {local, relo->type_id};
				const char *type = btf__name_by_offset(local, btf__type_by_id(local, relo->type_id)->name_off);
				*cands = calloc(1, sizeof(**cands));
				bpf_core_add_cands(&own, bpf_core_essential_name_len(type), target, "vmlinux", 1, *cands);
			}
			static struct bpf_core_spec specs[3];
			struct bpf_core_relo_res result = {};
			char from[512], to[512] = "-";
			memset(specs, 0, sizeof(specs));
			__u32 insn = relo->insn_off / 8;
			int error = bpf_core_calc_relo_insn("", relo, index, local, *cands, specs, &result);
			bpf_core_format_spec(from, sizeof(from), &specs[0]);
			if (!error && specs[2].btf)
				bpf_core_format_spec(to, sizeof(to), &specs[2]);
			printf("%s\t%s\t%u\t%s\t%s\t", kernel, name, insn, from, to);
			if (!error)
				error = bpf_core_patch_insn("", &insns[insn], insn, relo, index, &result);
			if (error) {
				printf("refused\n");
				continue;
			}
			printf("%02x %d %d\n", insns[insn].code, insns[insn].off, insns[insn].imm);
		}
		free(insns);
	}
	free(known);
	elf_end(elf);
}

int main(int argc, char **argv)
{
	struct btf_ext *ext = NULL;
	elf_version(EV_CURRENT);
	libbpf_set_print(quiet);
	struct btf *kernels[argc];
	int objects = 0;
	while (objects + 1 < argc && strcmp(argv[objects + 1], "--"))
		objects++;
	for (int k = objects + 2; k < argc; k++)
		kernels[k] = btf__parse_raw(argv[k]);
	for (int o = 1; o <= objects; o++) {
		struct btf *local = btf__parse(argv[o], &ext);
		if (!local || !ext)
			continue;
		for (int k = objects + 2; k < argc; k++) {
			printf("# %s %s\n", argv[o], argv[k]);
			relocate(argv[o], local, ext, argv[k], kernels[k]);
		}
	}
	return 0;
}
