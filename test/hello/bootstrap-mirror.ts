import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';

const git = async (directory: string, ...args: string[]): Promise<string> => {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'init.defaultBranch=master'];
  const allow = ['-c', 'protocol.file.allow=always'];
  return (await execa('git', ['-C', directory, ...identity, ...allow, ...args])).stdout;
};

/** Makes a bare repository of the given files; `submodules` are gitlinks named as upstream names them. */
const repository = async (
  root: string,
  name: string,
  files: Readonly<Record<string, string>>,
  submodules: readonly string[] = [],
): Promise<void> => {
  const tree = path.join(root, 'work', name);
  await mkdir(tree, {recursive: true});
  await git(tree, 'init', '-q');
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(tree, file)), {recursive: true});
    await writeFile(path.join(tree, file), text);
  }
  if (submodules.length > 0) {
    const entries = submodules.map(
      (each) => `[submodule "${each}"]\n\tpath = ${each}\n\turl = https://github.com/libbpf/${each}\n`,
    );
    await writeFile(path.join(tree, '.gitmodules'), entries.join(''));
  }
  await git(tree, 'add', '-A');
  for (const each of submodules) {
    const commit = await git(path.join(root, `${each}.git`), 'rev-parse', 'HEAD');
    await git(tree, 'update-index', '--add', '--cacheinfo', `160000,${commit},${each}`);
  }
  await git(tree, 'commit', '-qm', `${name}, a stand-in`);
  await execa('git', ['clone', '-q', '--bare', tree, path.join(root, `${name}.git`)]);
};

/** What the scaffold's Makefile offers, in short, on the system's own libbpf, clang and bpftool. */
const makefile = `OUTPUT := .output
CARGO ?= $(shell which cargo)
APPS = minimal \\
       other
ifneq ($(strip $(CARGO)),)
APPS += profile
endif
all: $(APPS)
$(OUTPUT)/libbpf.a:
	@printf '  %-8s %s\\n' LIB libbpf.a
	@mkdir -p $(OUTPUT) && test -e ../../libbpf/src/libbpf.h && touch $@
$(OUTPUT)/bpftool: $(OUTPUT)/libbpf.a
	@printf '  %-8s %s\\n' BPFTOOL bpftool/bootstrap/bpftool
	@printf '  %-8s %s\\n' CC main.o
	@test -e ../../bpftool/libbpf/src/libbpf.h && ln -sf "$$(command -v bpftool || echo /usr/sbin/bpftool)" $@
$(OUTPUT)/%.bpf.o: %.bpf.c $(OUTPUT)/bpftool
	@printf '  %-8s %s\\n' BPF $@
	@$(OUTPUT)/bpftool btf dump file /sys/kernel/btf/vmlinux format c >$(OUTPUT)/vmlinux.h
	@clang -g -O2 -target bpf -I$(OUTPUT) -c $< -o $@
$(OUTPUT)/%.skel.h: $(OUTPUT)/%.bpf.o
	@printf '  %-8s %s\\n' GEN-SKEL $@
	@$(OUTPUT)/bpftool gen skeleton $< >$@
$(OUTPUT)/%.o: %.c $(OUTPUT)/%.skel.h
	@printf '  %-8s %s\\n' CC $@
	@cc -g -I$(OUTPUT) -c $< -o $@
$(APPS): %: $(OUTPUT)/%.o
	@printf '  %-8s %s\\n' BINARY $@
	@cc $^ -lbpf -lelf -lz -o $@
.SECONDARY:
`;

/** A stand-in for libbpf-bootstrap and its submodules: bare repositories beside each other, laid out and named as upstream. */
export const makeMirror = async (root: string): Promise<string> => {
  const noise = Array.from({length: 400}, (_, line) => `${line} ${Math.random()}`).join('\n');
  await repository(root, 'libbpf', {'src/libbpf.h': '/* a stand-in */\n'});
  await repository(root, 'blazesym', {README: 'a stand-in\n'});
  await repository(root, 'vmlinux.h', {'include/README': 'a stand-in\n'});
  await repository(root, 'bpftool', {'src/Makefile': 'bootstrap:\n'}, ['libbpf']);
  const files = {
    'examples/c/Makefile': makefile,
    'examples/c/minimal.bpf.c': '/* not built */\n',
    '.gitignore': '.output\n',
    noise,
  };
  await repository(root, 'libbpf-bootstrap', files, ['libbpf', 'bpftool', 'blazesym', 'vmlinux.h']);
  await git(path.join(root, 'libbpf-bootstrap.git'), 'tag', 'v1');
  return path.join(root, 'libbpf-bootstrap');
};
