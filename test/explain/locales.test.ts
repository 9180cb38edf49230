import {explain} from '../../src/explain/explain.ts';
import {normalise} from '../../src/explain/read/normalise.ts';

const english = (text: string) =>
  normalise(text)
    .map((line) => line.text)
    .join('\n');
const best = (text: string) => explain({text}).causes[0]?.cause;

// Printed on Debian 12 with LC_ALL of each language: gcc 12.2, make 4.3, apt 2.6, ld 2.40.
describe('the quotes of a language, and words that stand otherwise in its sentences', () => {
  test.each([
    ['»struct pt_regs« hat kein Element namens »di«', "'struct pt_regs' has no member named 'di'"],
    ["« struct pt_regs » n'a pas de membre nommé « di »", "'struct pt_regs' has no member named 'di'"],
    ['«struct pt_regs» не содержит элемента с именем «di»', "'struct pt_regs' has no member named 'di'"],
    ['‘struct pt_regs’ no tiene un miembro llamado ‘di’', "'struct pt_regs' has no member named 'di'"],
    ['‘struct pt_regs’ は ‘di’ という名前のメンバを持っていません', "'struct pt_regs' has no member named 'di'"],
  ])('%s', (printed, said) => {
    expect(english(`p5.c:1:67: error: ${printed}`)).toContain(said);
    expect(best(`p5.c:1:67: error: ${printed}`)).toBe('target-arch-define-wrong');
  });

  test.each([
    [
      'de',
      'make: *** Keine Regel vorhanden, um das Ziel „hello.bpf.c“, \n  benötigt von „hello“, zu erstellen.  Schluss.',
    ],
    ['zh_CN', 'make: *** 没有规则可制作目标“hello.bpf.c”，由“hello” 需求。 停止。'],
    ['fr', 'make: *** Aucune règle pour fabriquer la cible « hello.bpf.c », nécessaire pour « hello ». Arrêt.'],
  ])('make, %s', (_, printed) => {
    expect(english(printed)).toMatch(/No rule to make target 'hello\.bpf\.c'[\s\S]*\. {2}Stop\./);
  });
});

test.each([
  [
    'de',
    'E: Sperrdatei /var/lib/dpkg/lock-frontend konnte nicht geöffnet werden. - open (13: Keine Berechtigung)\nE: Erlangen der Sperre für die Dpkg-Oberfläche (/var/lib/dpkg/lock-frontend) nicht möglich; sind Sie root?',
  ],
  [
    'zh_CN',
    'E: 无法打开锁文件 /var/lib/dpkg/lock-frontend - open (13: 权限不够)\nE: 无法获取 dpkg 前端锁 (/var/lib/dpkg/lock-frontend)，请查看您是否正以 root 用户运行？',
  ],
  ['fr', "E: Impossible d'ouvrir le fichier verrou /var/lib/dpkg/lock-frontend - open (13: Permission non accordée)"],
  ['ru', 'E: Не удалось открыть файл блокировки /var/lib/dpkg/lock-frontend - open (13: Отказано в доступе)'],
  ['ja', 'E: ロックファイル /var/lib/dpkg/lock-frontend をオープンできません - open (13: 許可がありません)'],
])('who is not root holds no lock: apt, %s', (_, printed) => {
  expect(best(printed)).toBe('not-root-or-missing-caps');
});

test.each([
  [
    'fr',
    'p1.c:1:10: erreur fatale: bpf/libbpf.h : Aucun fichier ou dossier de ce type',
    'bpf-c-headers-missing-or-old',
  ],
  ['fr', 'p2.c:1:10: erreur fatale: libelf.h : Aucun fichier ou dossier de ce type', 'libelf-zlib-dev-missing-or-old'],
  ['fr', 'bash: ligne 1: bpftool : commande introuvable', 'bpftool-missing'],
  ['fr', 'ld : ne peut pas trouver -lelf : Aucun fichier ou dossier de ce type', 'libelf-zlib-dev-missing-or-old'],
  ['ru', 'ld: невозможно найти -lelf: Нет такого файла или каталога', 'libelf-zlib-dev-missing-or-old'],
  ['de', 'cc: Fehler: unbekannte Kommandozeilenoption »-target«', 'compile-flags-wrong'],
  // From the catalogues of bash, glibc 2.36 and sudo 1.9.
  ['ko', 'bash: bpftool: 명령어를 찾을 수 없음', 'bpftool-missing'],
  ['uk', 'bash: bpftool: команду не знайдено', 'bpftool-missing'],
  ['zh_TW', 'bash: bpftool：指令找不到', 'bpftool-missing'],
  ['ko', 'sudo: 암호가 필요합니다', 'sudo-needs-tty-or-nopasswd'],
  ['ca', 'sudo: es requereix una contrasenya', 'sudo-needs-tty-or-nopasswd'],
  ['de', 'sudo: Zum Lesen des Passworts ist ein Terminal erforderlich; ...', 'sudo-needs-tty-or-nopasswd'],
  ['ko', 'zstd: error 25 : Write error : 장치에 남은 공간이 없음\nE: mkinitramfs failure zstd', 'boot-partition-full'],
  ['sv', 'cat: /sys/kernel/debug/tracing/trace_pipe: Enhet eller resurs upptagen', 'trace-pipe-busy'],
  ['fr', 'cat: /sys/kernel/tracing/trace_pipe: Périphérique ou ressource occupé', 'trace-pipe-busy'],
])('%s: %s', (_, printed, label) => {
  expect(best(printed)).toBe(label);
});

describe('what people say in their own language', () => {
  test.each([
    ['内核没有开启 BTF，程序加载不了，怎么办？', 'kernel-btf-not-built'],
    ['在 WSL2 里没有 debugfs，需要挂载吗', 'tracefs-not-mounted'],
    ['git clone 的时候忘了 --recursive，libbpf 目录是空的', 'source-submodules-missing'],
    ['カーネルヘッダーが見つからず bcc が動きません', 'kernel-headers-missing'],
    ['clang がインストールされていないのでビルドできません', 'clang-missing'],
    ['루트 권한이 없으면 bpf 프로그램이 로드되지 않습니다', 'not-root-or-missing-caps'],
    ['Ohne root lässt sich das BPF-Programm nicht laden', 'not-root-or-missing-caps'],
    ['Das bpftool ist zu alt und kennt gen skeleton nicht', 'bpftool-too-old'],
    ['SELinux verbietet bpf, im permissive-Modus geht es', 'lsm-policy-denied'],
    ['Не установлены заголовки ядра, bcc не работает', 'kernel-headers-missing'],
    ['нет места на /boot', 'boot-partition-full'],
    ['Sin root no se puede cargar el programa bpf', 'not-root-or-missing-caps'],
    ['Faltam os headers do kernel, o bcc não funciona', 'kernel-headers-missing'],
    ["Le noyau n'a pas de BTF, le programme ne se charge pas", 'kernel-btf-not-built'],
    ['Il kernel non ha BTF e il programma non si carica', 'kernel-btf-not-built'],
    ['Çekirdekte BTF yok, program yüklenmiyor', 'kernel-btf-not-built'],
  ])('%s: %s', (said, label) => {
    expect(best(said)).toBe(label);
  });

  test.each([
    '程序加载成功，正在运行',
    'プログラムは正常に動作しています',
    'Alles in Ordnung, das Programm läuft',
    'Программа успешно загружена',
    'El programa se cargó correctamente',
    '谢谢，问题解决了',
  ])('is no failure: %s', (said) => {
    expect(explain({text: said}).success).toBe(true);
  });
});
