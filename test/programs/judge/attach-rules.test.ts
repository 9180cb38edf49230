import {expect} from '@jest/globals';
import {known} from '../../../src/facts/fact.ts';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import {verdictOf} from '../../../src/programs/judge/judgement.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {describeWith} from '../../lab/needs.ts';
import {fn, int, makeBtf, prototype, struct} from '../../programs/btf/make.ts';
import {savedFacts} from '../../saved.ts';
import {clangLacking, compile} from '../compile.ts';

/** As Linux 6.1, 6.12 of Debian and 7.2 answered for each; `?` where that is in no types. */
const rows: readonly (readonly [section: string, ...verdicts: string[]])[] = [
  ['fentry/do_exit', 'pass', 'pass', 'pass'],
  ['fexit/do_exit', 'pass', 'unknown', 'fail'],
  ['fentry/migrate_disable', 'fail', 'fail', 'fail'],
  ['fentry/__rcu_read_lock', 'pass', 'fail', 'fail'],
  ['fentry/vfs_unlink', 'pass', 'pass', 'pass'],
  ['fentry.s/vfs_unlink', 'fail', 'fail', 'fail'],
  ['fentry.s/__x64_sys_openat', 'unknown', 'unknown', 'unknown'],
  ['fentry/panic', 'fail', 'fail', 'fail'],
  ['fentry/many', 'fail', 'fail', 'fail'],
  ['fentry/gives', 'fail', 'fail', 'fail'],
  ['fexit/takes', 'fail', 'fail', 'fail'],
  ['lsm/file_open', 'pass', 'pass', 'pass'],
  ['lsm.s/file_open', 'pass', 'pass', 'pass'],
  ['lsm.s/ptrace_traceme', 'fail', 'fail', 'fail'],
  ['lsm.s/inode_removexattr', 'unknown', 'unknown', 'pass'],
  ['lsm/ptrace_traceme', 'pass', 'pass', 'pass'],
  ['lsm/getprocattr', 'pass', 'fail', 'fail'],
  ['lsm/file_alloc_security', 'pass', 'pass', 'fail'],
];

describeWith(clangLacking)('functions that programs are not attached to', () => {
  const plain = ['do_exit', 'migrate_disable', '__rcu_read_lock', 'vfs_unlink', '__x64_sys_openat'];
  const hooks = ['file_open', 'inode_removexattr', 'ptrace_traceme', 'getprocattr', 'file_alloc_security'];
  /** 2 int (int), 3 int (int, ...), 4 with 13 arguments, 5 struct of 24 bytes, 6 gives it, 7 takes it. */
  const types = new KernelTypes(
    readBtf(
      makeBtf([
        int(),
        prototype(1, [1]),
        prototype(1, [1, 0]),
        prototype(
          1,
          Array.from({length: 13}, () => 1),
        ),
        struct('large', 24, [['first', 1, 0]]),
        prototype(5, [1]),
        prototype(1, [5]),
        ...[...plain, ...hooks.map((hook) => `bpf_lsm_${hook}`)].map((name) => fn(name, 2)),
        fn('panic', 3),
        fn('many', 4),
        fn('gives', 6),
        fn('takes', 7),
      ]),
    ),
  );
  const {kernel, ...facts} = savedFacts('debian-12-microvm-6.18');

  test.each(rows)('%s', (section, ...verdicts) => {
    const object = readObject(compile('judge/attach-rules.bpf.c', `-DAT="${section}"`));
    const told = ['6.1.0', '6.12.0', '7.2.0'].map((release) =>
      verdictOf(
        judgeObject(object, {
          name: 'one',
          types,
          allModules: true,
          facts: {...facts, kernel: {...kernel, release: known(release)}},
        }).filter(({subject}) => subject === 'target'),
      ),
    );
    expect(told).toEqual(verdicts);
  });
});
