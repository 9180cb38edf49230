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
])('%s: %s', (_, printed, label) => {
  expect(best(printed)).toBe(label);
});
