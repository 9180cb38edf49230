import {expect} from '@jest/globals';
import {known} from '../../../src/facts/fact.ts';
import {parseProbe} from '../../../src/facts/parse.ts';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import {type Verdict, verdictOf} from '../../../src/programs/judge/judgement.ts';
import type {Kernel} from '../../../src/programs/judge/kernel.ts';
import {type BpfObject, readObject} from '../../../src/programs/object/object.ts';
import {describeWith} from '../../lab/needs.ts';
import {enumeration, fn, int, makeBtf, pointer, prototype, struct, typedef, type Written} from '../btf/make.ts';
import {clangLacking, compile} from '../compile.ts';

describeWith(clangLacking)('what a kernel offers', () => {
  let object: BpfObject;
  beforeAll(() => {
    object = readObject(compile('judge/programs.bpf.c'));
  });

  /** 1 int, 2 void *, 3 struct dentry, 4 its address, 5 (dentry *, int), 6 (void *, int, int). */
  const basis: readonly Written[] = [
    int(),
    pointer(0),
    struct('dentry', 8, [['d_inode', 1, 0]]),
    pointer(3),
    prototype(1, [4, 1]),
    prototype(1, [2, 1, 1]),
  ];
  const uapi: readonly Written[] = [
    enumeration('bpf_prog_type', [
      ['BPF_PROG_TYPE_KPROBE', 2],
      ['BPF_PROG_TYPE_SCHED_CLS', 3],
      ['BPF_PROG_TYPE_TRACEPOINT', 5],
      ['BPF_PROG_TYPE_XDP', 6],
      ['BPF_PROG_TYPE_RAW_TRACEPOINT', 17],
      ['BPF_PROG_TYPE_TRACING', 26],
      ['BPF_PROG_TYPE_LSM', 29],
    ]),
    enumeration('bpf_attach_type', [
      ['BPF_TRACE_RAW_TP', 23],
      ['BPF_TRACE_FENTRY', 24],
      ['BPF_TRACE_FEXIT', 25],
      ['BPF_MODIFY_RETURN', 26],
      ['BPF_LSM_MAC', 27],
      ['BPF_TRACE_ITER', 28],
    ]),
    enumeration('bpf_func_id', [
      ['BPF_FUNC_probe_read', 4],
      ['BPF_FUNC_ktime_get_ns', 5],
      ['BPF_FUNC_get_current_comm', 16],
      ['BPF_FUNC_get_current_task', 35],
      ['BPF_FUNC_redirect_map', 51],
      ['BPF_FUNC_override_return', 58],
      ['BPF_FUNC_spin_lock', 93],
      ['BPF_FUNC_ringbuf_reserve', 131],
      ['BPF_FUNC_ringbuf_discard', 133],
      ['BPF_FUNC_d_path', 147],
      ['BPF_FUNC_copy_from_user', 148],
    ]),
    enumeration('bpf_map_type', [
      ['BPF_MAP_TYPE_RINGBUF', 27],
      ['BPF_MAP_TYPE_INODE_STORAGE', 28],
    ]),
    struct('bpf_map_ops', 8, [['map_direct_value_addr', 2, 0]]),
    typedef('btf_trace_sys_enter', 2),
    ...['kprobe', 'tp', 'raw_tp', 'tracing'].map((type) => fn(`${type}_prog_func_proto`, 5)),
    ...['bpf_lsm_func_proto', 'xdp_func_proto', 'tc_cls_act_func_proto'].map((name) => fn(name, 5)),
  ];
  /** The id of the first type after these. */
  const next = basis.length + uapi.length + 1;
  const kernel = (types: readonly Written[], rest: Partial<Kernel> = {}): Kernel => ({
    name: 'made up',
    types: new KernelTypes(readBtf(makeBtf([...basis, ...types]))),
    ...rest,
  });

  test('a map of a type that the kernel lacks stops every program of its object, also those that do not use it', () => {
    const options = ['-DMAP_TYPE=99', '-DSTATIC=', '-DASKS=bpf_map_lookup_elem(&map,&(int){0})!=0'];
    const verdictsWith = (...types: readonly string[]) => {
      const judged = judgeObject(readObject(compile('loads/cases.bpf.c', ...types)), kernel(uapi));
      return judged.filter(({subject}) => subject === 'map type').map(({verdict, program}) => [verdict, program]);
    };
    expect(verdictsWith(...options)).toEqual([['fail', undefined]]);
    expect(verdictsWith('-DMAP_TYPE=27', ...options.slice(1))).toEqual([['pass', 'asks']]);
  });
  test.each(['tp_btf', 'iter', 'fentry', 'lsm', 'freplace/handler'])('the target of %s is left to the loader', (at) => {
    const attached = readObject(compile('loads/cases.bpf.c', `-DAT="${at}"`, '-DASKS=0'));
    const targets = judgeObject(attached, kernel(uapi)).filter(({subject}) => subject === 'target');
    expect(targets.filter(({program}) => program === 'asks')).toMatchObject([{verdict: 'unknown', what: at}]);
  });

  test.each([
    ['xpd', 'xdp'],
    ['XDP', 'xdp'],
    ['classifer', 'classifier'],
    ['kporbe/do_unlinkat', 'kprobe/do_unlinkat'],
    ['cgroup/conect4', 'cgroup/connect4'],
    ['xdp_drop', 'xdp'],
    ['socket1', 'socket'],
    ['surprise', undefined],
    ['filter', undefined],
  ])('a section "%s" is named, with what it may have been meant to be: %s', (at, meant) => {
    const misnamed = readObject(compile('loads/cases.bpf.c', `-DAT="${at}"`, '-DASKS=0'));
    const [found, ...more] = judgeObject(misnamed, kernel(uapi)).filter(
      ({program, subject}) => program === 'asks' && subject === 'program type',
    );
    expect([found, more]).toMatchObject([{verdict: 'unknown', what: `program type of section "${at}"`}, []]);
    expect(found?.todo).toMatch(meant ? `Call it SEC("${meant}")` : 'Call its section as libbpf has it');
  });

  const judged = (program: string, types: readonly Written[], rest: Partial<Kernel> = {}) =>
    judgeObject(object, kernel(types, rest)).filter((each) => [program, undefined].includes(each.program));
  const all = {allModules: true};
  const release = (version: string): Partial<Kernel> => {
    const facts = parseProbe('ebpf-probe 1 begin x\n\nebpf-probe 1 end x\n', 'made up');
    return facts ? {facts: {...facts, kernel: {...facts.kernel, release: known(version)}}} : {};
  };

  /** A function of an inode in the place of a dentry. */
  const ofInode: readonly Written[] = [
    struct('inode', 8, [['i_ino', 1, 0]]),
    pointer(next),
    prototype(1, [next + 1, 1]),
  ];
  const long = int('long unsigned int', 8, 0);
  const registers: readonly Written[] = [
    struct(
      'pt_regs',
      48,
      ['di', 'si', 'dx', 'cx', 'r8', 'r9'].map((name, index) => [name, 1, index * 64] as const),
    ),
    long,
  ];
  /** A struct as the object has it, but for how wide a field is and what a constant is. */
  const thing = (wide: number, second: number): readonly Written[] => [
    enumeration('state', [
      ['STATE_A', 1],
      ['STATE_B', second],
    ]),
    int('long int', wide),
    struct('thing', 16, [
      ['wide', next + 1, 0],
      ['state', next, 64],
    ]),
  ];

  /** The same before 5.10: who may call what was not looked at there. */
  const older = [
    ...uapi.filter(({name}) => name !== 'bpf_map_type'),
    enumeration('bpf_map_type', [['BPF_MAP_TYPE_RINGBUF', 27]]),
  ];

  const releases = (...parameters: readonly number[]): readonly Written[] => [
    ...uapi,
    prototype(1, parameters),
    fn('bpf_task_release', next),
  ];
  const copies: readonly Written[] = [
    ...uapi,
    prototype(1, [1]),
    fn('bpf_copy_from_user_str', next),
    struct('bpf_prog_aux', 4, [['sleepable', 1, 0]]),
  ];

  const has: readonly (readonly [string, Verdict, readonly Written[], Partial<Kernel>?])[] = [
    ['calls_loop', 'fail', uapi],
    ['asks_for_loop', 'pass', uapi],
    ['writes_to_ring', 'pass', uapi],
    ['writes_to_ring', 'unknown', older, release('5.9.16')],
    ['writes_to_ring', 'unknown', older],
    ['writes_to_ring', 'pass', uapi, release('4.18.0-553.el8.x86_64')],
    ['adds', 'fail', uapi],
    ['extends_signs', 'fail', uapi],
    ['extends_signs', 'pass', [...uapi, fn('coerce_reg_to_size_sx', 5)]],
    ['counts_globally', 'pass', uapi],
    ['calls_kfunc', 'unknown', uapi],
    ['calls_kfunc', 'fail', uapi, all],
    ['calls_kfunc', 'pass', releases(1), release('6.12.1')],
    ['calls_kfunc', 'pass', [...releases(1), fn('bpf_copy_from_user_str', next)]],
    ['calls_kfunc', 'unknown', releases(1)],
    ['calls_kfunc', 'unknown', releases(1), release('6.6.1')],
    ['calls_kfunc', 'fail', releases(1), release('6.1.1')],
    ['calls_kfunc', 'fail', releases(1, 1), release('6.12.1')],
    ['calls_kfunc_of_others', 'pass', releases(1), release('7.2.13')],
    ['calls_kfunc_of_others', 'unknown', releases(1), release('7.0')],
    ['calls_kfunc_of_others', 'fail', releases(1), release('6.18.44')],
    ['calls_kfunc_of_nobody', 'unknown', [...uapi, prototype(1, [1]), fn('of_nobody', next)], release('7.2.13')],
    ['kfunc_awake', 'fail', [...copies, fn('do_thing', 5)]],
    ['kfunc_later', 'unknown', [...copies, fn('bpf_wq_set_callback_impl', next), fn('do_thing', 5)]],
    ['kfunc_asleep', 'pass', [...copies, fn('bpf_lsm_file_open', 5)]],
    ['asks_for_kfunc', 'pass', uapi, all],
    ['asks_for_kfunc', 'unknown', uapi],
    ['on_nothing', 'unknown', uapi],
    ['on_nothing', 'fail', uapi, all],
    ['hook', 'fail', uapi],
    ['hook', 'pass', [...uapi, fn('bpf_lsm_file_open', 5)]],
    ['iterator', 'pass', [...uapi, fn('bpf_iter_task', 5)]],
    ['changes', 'unknown', [...uapi, fn('do_thing', 5)]],
    ['probe', 'pass', [...uapi, fn('do_thing', 5)]],
    ['probe', 'unknown', uapi],
    ['probe', 'pass', uapi, {...all, symbols: new Map([['do_thing', {functions: 1, inModules: 0}]])}],
    ['probe', 'fail', uapi, {...all, symbols: new Map([['do_thing.isra.0', {functions: 1, inModules: 0}]])}],
    ['probe', 'pass', uapi, {symbols: new Map([['do_thing', {functions: 0, inModules: 1}]])}],
    ['probe', 'fail', uapi, {symbols: new Map([['do_thing', {functions: 0, inModules: 0}]])}],
    ['probe', 'unknown', uapi, {symbols: new Map([['do_thing', {functions: 2, inModules: 0}]])}],
    [
      'probe',
      'fail',
      uapi,
      {symbols: new Map([['do_thing', {functions: 1, inModules: 0}]]), noKprobes: new Set(['do_thing'])},
    ],
    ['probe_of_choice', 'unknown', uapi, all],
    ['cookie_of_probe', 'fail', [...uapi, fn('do_thing', 5)]],
    ['overrides', 'fail', uapi, {tracepoints: new Set(['things/event'])}],
    ['path_of_any', 'unknown', [...uapi, fn('do_thing', 5)]],
    ['sleeps_awake', 'fail', [...uapi, fn('do_thing', 5)]],
    ['name_of_packet', 'unknown', uapi],
    ['name_of_packet', 'fail', uapi, release('6.1.0-50-cloud-amd64')],
    ['name_of_packet', 'fail', uapi, release('6.12.117+deb13-cloud-amd64')],
    ['name_of_packet', 'unknown', uapi, release('6.15.1')],
    ['name_of_packet', 'pass', uapi, release('6.18.44')],
    ['name_of_packet', 'unknown', uapi, release('5.14.0-503.el9.x86_64')],
    ['traced', 'unknown', uapi],
    ['traced', 'pass', [...uapi, typedef('btf_trace_event', 2)]],
    ['traced', 'pass', uapi, {tracepoints: new Set(['things/event'])}],
    ['traced', 'fail', uapi, {...all, tracepoints: new Set(['other/event'])}],
    ['two_arguments', 'pass', [...uapi, fn('do_thing', 5)]],
    ['two_arguments', 'fail', [...uapi, prototype(1, [4]), fn('do_thing', next)]],
    ['the_result', 'pass', [...uapi, fn('do_thing', 5)]],
    ['the_result', 'fail', [...uapi, prototype(1, [4]), fn('do_thing', next)]],
    ['three_arguments', 'fail', [...uapi, pointer(6), typedef('btf_trace_event', next)]],
    [
      'three_arguments',
      'pass',
      [...uapi, prototype(1, [2, 1, 1, 1]), pointer(next), typedef('btf_trace_event', next + 1)],
    ],
    ['raw_three_arguments', 'fail', [...uapi, pointer(6), typedef('btf_trace_event', next)]],
    ['a_dentry', 'pass', [...uapi, fn('do_thing', 5)]],
    ['a_dentry', 'damage', [...uapi, ...ofInode, fn('do_thing', next + 2)]],
    ['a_dentry_of_probe', 'pass', [...uapi, ...registers, fn('do_thing', 5)]],
    ['a_dentry_of_probe', 'damage', [...uapi, ...ofInode, ...registers, fn('do_thing', next + 2)]],
    ['a_third', 'damage', [...uapi, ...registers, fn('do_thing', 5)]],
    ['reads_wide', 'pass', [...uapi, ...thing(8, 2)]],
    ['reads_wide', 'damage', [...uapi, ...thing(4, 2)]],
    ['reads_state', 'pass', [...uapi, ...thing(8, 2)]],
    ['reads_state', 'damage', [...uapi, ...thing(8, 3)]],
    ['asks_for_state', 'pass', [...uapi, ...thing(8, 2)]],
    ['asks_for_state', 'pass', [...uapi, ...thing(8, 3)]],
    ['many_buffers', 'fail', [...uapi, struct('bpf_prog_aux', 4, [['sleepable', 1, 0]])]],
    ['many_buffers', 'pass', [...uapi, struct('bpf_prog_aux', 4, [['xdp_has_frags', 1, 0]])]],
    ['sleeps', 'pass', [...uapi, fn('bpf_lsm_file_open', 5), struct('bpf_prog_aux', 4, [['sleepable', 1, 0]])]],
    ['sleeps', 'fail', [...uapi, fn('bpf_lsm_file_open', 5), struct('bpf_prog_aux', 4, [['id', 1, 0]])]],
  ];
  test.each(has.map(([program, verdict, types, rest = {}]) => [program, verdict, types, rest] as const))(
    '%s: %s',
    (program, verdict, types, rest) => {
      const found = judged(program, types, rest);
      expect([verdictOf(found), found.filter((each) => each.verdict !== 'pass')]).toEqual([
        verdict,
        verdict === 'pass' ? [] : expect.arrayContaining([expect.objectContaining({verdict})]),
      ]);
    },
  );

  test('is named: what is lacking, and what is there instead', () => {
    expect(judged('calls_loop', uapi)).toContainEqual(
      expect.objectContaining({verdict: 'fail', subject: 'helper', what: 'bpf_loop()', by: 'btf'}),
    );
    expect(judged('probe_of_none', [...uapi, fn('do_other_thing', 5)])).toContainEqual(
      expect.objectContaining({verdict: 'unknown', subject: 'target', instead: 'do_other_thing'}),
    );
  });

  test('is for programs of the GPL alone: some helpers, hooks of LSM, and functions of the kernel', () => {
    const proprietary = readObject(compile('judge/programs.bpf.c', '-DLICENCE="Proprietary"'));
    const own = [
      ...uapi,
      ...thing(8, 2),
      fn('bpf_lsm_file_open', 5),
      prototype(1, [1]),
      fn('bpf_task_release', next + 4),
    ];
    const found = judgeObject(proprietary, kernel(own));
    const of = (name: string) => found.filter((each) => each.program === name && each.verdict === 'fail');
    expect(of('reads_wide')).toEqual([
      expect.objectContaining({what: 'bpf_get_current_task()', evidence: expect.stringContaining('"Proprietary"')}),
      expect.objectContaining({what: 'bpf_probe_read_kernel()', todo: expect.stringContaining('Dual BSD/GPL')}),
    ]);
    expect(of('hook')).toEqual([expect.objectContaining({subject: 'licence', what: '"Proprietary"'})]);
    expect(of('calls_kfunc')).toEqual([expect.objectContaining({subject: 'licence', what: '"Proprietary"'})]);
    expect(of('writes_to_ring')).toEqual([]);
  });

  test('is not guessed at: without types nothing passes', () => {
    const found = judgeObject(object, {name: 'nothing read'});
    for (const program of object.programs)
      expect([program.name, verdictOf(found.filter((each) => each.program === program.name))]).toEqual([
        program.name,
        // That no kernel has.
        ['cookie_of_probe', 'overrides', 'sleeps_awake'].includes(program.name) ? 'fail' : 'unknown',
      ]);
  });
});
